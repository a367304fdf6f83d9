package dev.assetlookup.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.lookup.FindAssets.Request;
import dev.assetlookup.json.internal.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The body of a request for many assets. */
final class BatchRequestJson {
  private static final int MAX_PAIRS = 100;

  private BatchRequestJson() {}

  /** Reads the pairs, as far as they are valid, and notes every problem. */
  static List<Request> read(ObjectNode object, List<Invalid> problems) {
    JsonFields fields = new JsonFields(object, "", Invalid.bodyInto(problems));
    fields.refuseUnknown(Set.of("assets"));
    List<Request> requests = new ArrayList<>();
    for (JsonFields pair : fields.objects("assets", MAX_PAIRS).values()) {
      pair.refuseUnknown(Set.of("containerId", "assetId"));
      String container = pair.required("containerId", text -> text);
      String asset = pair.required("assetId", text -> text);
      if (container != null && asset != null) {
        requests.add(new Request(container, asset));
      }
    }
    return requests;
  }
}
