package dev.assetlookup.r2.document;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object under the key of a document that is not a whole one.
 *
 * @param newer whether a newer version seems to have written it, so that it must not be replaced
 * @param statements the texts and whole numbers at its top, as far as it can be read
 * @param reason what is wrong with it
 * @param unchecked the document, if nothing is wrong but that its checksum, which an earlier form
 *     had in the object's metadata, is lost; else null
 */
public record BrokenDocument(
    String etag,
    Instant lastModified,
    boolean newer,
    Map<String, String> statements,
    IllegalArgumentException reason,
    @Nullable Document unchecked)
    implements StoredDocument {

  public BrokenDocument {
    statements = Map.copyOf(statements);
  }

  @Override
  public List<String> writers() {
    return List.of();
  }

  @Override
  public Optional<String> stated(String name) {
    return Optional.ofNullable(statements.get(name));
  }
}
