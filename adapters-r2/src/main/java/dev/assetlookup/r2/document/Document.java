package dev.assetlookup.r2.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.json.internal.RecordFields;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON document as it was read.
 *
 * @param sizeBytes the length of the whole object
 * @param selfContained whether it needs nothing but its bytes; false for one of an earlier form
 * @param fields what it holds
 */
public record Document(
    String etag,
    Instant lastModified,
    long sizeBytes,
    boolean selfContained,
    List<String> writers,
    RecordFields fields)
    implements StoredDocument {

  /** Whether all of it was read, even if only a part was asked for. */
  public boolean isSmall() {
    return sizeBytes <= LargeDocuments.SMALL;
  }

  public String token() {
    return writers.get(0);
  }

  @Override
  public Optional<String> stated(String name) {
    return Optional.ofNullable(fields.node().get(name))
        .filter(value -> value.isTextual() || value.isIntegralNumber())
        .map(JsonNode::asText);
  }

  /** Copies what is neither of these names nor about the document itself. */
  public void copyAllBut(Set<String> names, ObjectNode into) {
    Set<String> known = new HashSet<>(names);
    known.addAll(Documents.FIELDS);
    fields.copyAllBut(known, into);
  }

  /** A copy of what it holds, to be written again. */
  public ObjectNode copy() {
    ObjectNode node = Documents.newObject();
    copyAllBut(Set.of(), node);
    return node;
  }
}
