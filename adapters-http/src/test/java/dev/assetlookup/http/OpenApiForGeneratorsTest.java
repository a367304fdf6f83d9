package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The OpenAPI document has nothing that generators of clients read wrongly, or that linters warn
 * of. {@code bootstrap/openapi-clients/run.sh} runs the real ones.
 */
class OpenApiForGeneratorsTest {
  private static final JsonNode DOCUMENT = OpenApiContract.PUBLISHED.document();

  @ParameterizedTest
  @EnumSource
  void the_document_keeps_the_rule(Rule rule) {
    assertThat(rule.breaches(DOCUMENT)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_breach_of_the_rule_is_noticed(Rule rule) {
    ObjectNode copy = DOCUMENT.deepCopy();
    rule.planting.accept(copy);
    assertThat(rule.breaches(copy)).isNotEmpty();
  }

  /** A node in a document. */
  record Place(JsonNode document, String pointer, JsonNode node) {
    boolean is(String regex) {
      return pointer.matches(regex);
    }

    String text(String field) {
      return node.path(field).asText();
    }

    boolean isOperation() {
      return is("/paths/[^/]+/(get|put|post|delete)");
    }

    JsonNode resolved() {
      return node.has("$ref") ? document.at(text("$ref").substring(1)) : node;
    }
  }

  interface Check {
    boolean isBreach(Place place);
  }

  /** What no place may be, and a breach of it to plant. */
  @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
  enum Rule {
    // Python's client matches the pattern against the time that it has made of the text.
    A_TIME_HAS_NO_PATTERN(
        place -> place.text("format").equals("date-time") && place.node().has("pattern"),
        document -> schema(document, "Time").put("pattern", "Z$")),
    // In an anyOf some generators lose null; of other combinations they make one type or wrappers.
    NOTHING_IS_COMBINED_BUT_A_REFERENCE_WITH_NULL(
        place ->
            List.of("anyOf", "allOf", "not", "if").stream().anyMatch(place.node()::has)
                || (place.node().has("oneOf") && !isReferenceOrNull(place.node().path("oneOf"))),
        document -> field(document, "Container", "caption").putArray("anyOf")),
    A_REFERENCE_STANDS_ALONE(
        place -> place.node().has("$ref") && place.node().size() > 1,
        document -> field(document, "Container", "id").put("description", "planted")),
    // A set has no order.
    A_LIST_IS_NO_SET(
        place -> place.node().has("uniqueItems"),
        document -> field(document, "Whoami", "scopes").put("uniqueItems", true)),
    // Go's client has the pattern in the tag of a field, where commas separate.
    A_PATTERN_FITS_INTO_A_TAG(
        place -> place.text("pattern").matches(".*[,`\\\\].*"),
        document -> schema(document, "AssetId").put("pattern", "^.{1,128}$")),
    // Else it is called after its place, such as BatchAnswerItemsInner.
    AN_OBJECT_HAS_A_NAME(
        place -> place.node().has("properties") && !place.is("/components/schemas/[A-Za-z]+"),
        document -> field(document, "Container", "caption").putObject("properties")),
    // Else the clients for Java and Go refuse an answer with a field that is newer than they are.
    AN_ANSWER_MAY_GET_FURTHER_FIELDS_AND_A_REQUEST_MAY_NOT(
        place ->
            place.node().has("properties")
                && !place
                    .text("additionalProperties")
                    .equals(place.is(".*(Draft|Request|Reference)") ? "false" : "true"),
        document -> schema(document, "Asset").remove("additionalProperties")),
    A_SCHEMA_IS_NOT_CALLED_LIKE_A_CLASS_OF_THE_LANGUAGE(
        place -> place.is("/components/schemas/(Error|Exception|Object|Record|Date|String|List)"),
        document -> ((ObjectNode) document.at("/components/schemas")).putObject("Error")),
    AN_OPERATION_HAS_A_NAME(
        place -> place.isOperation() && place.text("operationId").isBlank(),
        document -> operation(document).remove("operationId")),
    AN_OPERATION_LISTS_WHAT_ALL_MAY_ANSWER(
        place -> place.isOperation() && !hasStatusesOfAll(place.node()),
        document -> ((ObjectNode) operation(document).path("responses")).remove("505")),
    AN_ERROR_HAS_THE_BODY_OF_ALL_ERRORS(
        place ->
            place.is("/paths/[^/]+/[a-z]+/responses/[45]..")
                && !place
                    .resolved()
                    .at("/content/application~1json/schema/$ref")
                    .asText()
                    .equals("#/components/schemas/ApiError"),
        document -> ((ObjectNode) document.at("/components/responses/Conflict")).remove("content")),
    // To linters only OAuth has scopes.
    A_KEY_HAS_NO_SCOPES(
        place -> place.is("(/paths/.*)?/security/[0-9]+/[A-Za-z]+") && !place.node().isEmpty(),
        document -> document.withArray("/security/0/ApiKey").add("content:read")),
    A_SERVER_IS_WHERE_THE_DOCUMENT_IS(
        place -> place.is("/servers/[0-9]+") && !isWhereTheDocumentIs(place.text("url")),
        document -> ((ObjectNode) document.at("/servers/0")).put("url", "/"));

    private final Check check;
    private final Consumer<ObjectNode> planting;

    Rule(Check check, Consumer<ObjectNode> planting) {
      this.check = check;
      this.planting = planting;
    }

    List<String> breaches(JsonNode document) {
      List<String> breaches = new ArrayList<>();
      collect(new Place(document, "", document), breaches);
      return breaches;
    }

    private void collect(Place place, List<String> breaches) {
      // Examples have no keywords.
      if (place.is(".*/(value|example)")) {
        return;
      }
      if (check.isBreach(place)) {
        breaches.add(place.pointer());
      }
      JsonNode node = place.node();
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        collect(new Place(place.document(), place.pointer() + "/" + i, node.get(i)), breaches);
      }
      node.properties()
          .forEach(
              field -> {
                String pointer = place.pointer() + "/" + OpenApiContract.escaped(field.getKey());
                collect(new Place(place.document(), pointer, field.getValue()), breaches);
              });
    }
  }

  private static boolean isReferenceOrNull(JsonNode cases) {
    return cases.size() == 2
        && cases.path(0).has("$ref")
        && cases.path(1).path("type").asText().equals("null");
  }

  private static boolean hasStatusesOfAll(JsonNode operation) {
    Set<String> statuses = new TreeSet<>(Set.of("400", "405", "413", "414", "431", "501", "505"));
    JsonNode security = operation.path("security");
    if (!security.isArray() || !security.isEmpty()) {
      statuses.addAll(Set.of("401", "403", "500", "503"));
    }
    return statuses.stream().allMatch(operation.path("responses")::has);
  }

  private static boolean isWhereTheDocumentIs(String url) {
    return List.of("https://example.com/", "https://example.com/a/b/").stream()
        .allMatch(
            base -> URI.create(base + "v1/openapi.json").resolve(url).equals(URI.create(base)));
  }

  private static ObjectNode schema(JsonNode document, String name) {
    return (ObjectNode) document.at("/components/schemas/" + name);
  }

  private static ObjectNode field(JsonNode document, String schema, String name) {
    return (ObjectNode) schema(document, schema).at("/properties/" + name);
  }

  private static ObjectNode operation(JsonNode document) {
    return (ObjectNode) document.at("/paths/~1v1~1content/get");
  }
}
