package dev.assetlookup.r2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A JSON document as it was read.
 *
 * @param etag names these very bytes
 * @param writers the tokens of those who wrote it, the last one first; of the earlier ones only as
 *     many as are remembered
 * @param fields what it holds
 */
record Document(String etag, List<String> writers, JsonFields fields) {
  String token() {
    return writers.get(0);
  }

  /** Copies what is neither of these names nor about the document itself. */
  void copyAllBut(Set<String> names, ObjectNode into) {
    Set<String> known = new HashSet<>(names);
    known.addAll(Documents.FIELDS);
    fields.copyAllBut(known, into);
  }
}
