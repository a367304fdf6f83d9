package dev.assetlookup.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the OpenAPI document says in words, since generated clients cannot read it in schemas. */
final class OpenApiProse {
  private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`:");
  private static final String SUPERSEDED = "superseded";
  private static final Set<String> WITHOUT_AN_ASSET =
      Set.of("asset_not_found", "container_not_found", SUPERSEDED, "container_deleted");

  private OpenApiProse() {}

  /** The error codes that a response is described with. */
  static Set<String> codes(JsonNode response) {
    Set<String> codes = new TreeSet<>();
    CODE.matcher(response.path("description").asText())
        .results()
        .forEach(result -> codes.add(result.group(1)));
    return codes;
  }

  /**
   * Holds an error against its description.
   *
   * @param response of the document; null where there is no route
   * @param error the part of the body
   */
  static List<String> ofError(@Nullable JsonNode response, JsonNode error) {
    List<String> violations = new ArrayList<>();
    String code = error.path("code").asText();
    if (response != null && !codes(response).contains(code)) {
      violations.add("code " + code + " is not in the description of this answer");
    }
    if (!error.has("details")) {
      if (code.equals("VALIDATION") || code.equals("KILL_SWITCH")) {
        violations.add(code + " comes without details");
      }
    } else if (response == null || !isDescribed(code, error.path("details"), response)) {
      violations.add("details are not as described for " + code);
    }
    return violations;
  }

  private static boolean isDescribed(String code, JsonNode details, JsonNode response) {
    Set<String> fields = fields(details);
    return switch (code) {
      case "VALIDATION" ->
          fields.equals(Set.of("errors"))
              && details.path("errors").valueStream().allMatch(OpenApiProse::hasOnePlace);
      case "FORBIDDEN_SCOPE" -> fields.equals(Set.of("exceeds"));
      case "KILL_SWITCH" ->
          fields.equals(Set.of("scope"))
              && Set.of("key", "org").contains(details.path("scope").asText());
      case "RATE_LIMITED" ->
          fields.equals(Set.of("scope"))
              && Set.of("key", "org", "address").contains(details.path("scope").asText());
      case "NOT_FOUND" ->
          switch (details.path("reason").asText()) {
            case "container_deleted" -> fields.equals(Set.of("reason"));
            case SUPERSEDED ->
                fields.equals(Set.of("reason", "supersededAt", "currentAsset"))
                    && response.path("description").asText().contains("the asset is not on");
            default -> false;
          };
      default -> false;
    };
  }

  private static boolean hasOnePlace(JsonNode part) {
    return part.has("pointer") != part.has("parameter");
  }

  /** Holds any body against what is said of batches and of times. */
  static List<String> ofAnswer(JsonNode body) {
    List<String> violations = new ArrayList<>();
    for (String field : List.of("createdAt", "completedAt", "expiresAt", "supersededAt")) {
      body.findValues(field).stream()
          .filter(time -> time.isTextual() && !time.asText().endsWith("Z"))
          .forEach(time -> violations.add(field + " does not end in Z: " + time));
    }
    for (JsonNode item : body.path("items")) {
      // Containers have the field, too, with values of their own.
      boolean isDescribed =
          switch (item.path("status").asText()) {
            case "found" -> item.has("asset") && !item.has("reason");
            case "not_found" ->
                !item.has("asset") && WITHOUT_AN_ASSET.contains(item.path("reason").asText());
            case "unavailable" -> !item.has("asset") && !item.has("reason");
            default -> true;
          };
      if (!isDescribed) {
        violations.add("item is not as described for its status: " + item);
      }
    }
    return violations;
  }

  private static Set<String> fields(JsonNode object) {
    Set<String> fields = new TreeSet<>();
    object.fieldNames().forEachRemaining(fields::add);
    return fields;
  }
}
