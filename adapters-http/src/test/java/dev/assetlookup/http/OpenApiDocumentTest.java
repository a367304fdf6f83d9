package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.http.OpenApiContract.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document in itself, whatever the server does. */
class OpenApiDocumentTest {
  private static final OpenApiContract CONTRACT = OpenApiContract.PUBLISHED;
  private static final JsonNode DOCUMENT = CONTRACT.document();

  /** From a jar on the class path: nothing is fetched. */
  private static final Schema OFFICIAL =
      SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              builder ->
                  builder.schemaIdResolvers(
                      ids ->
                          ids.mapPrefix(
                              "https://spec.openapis.org/", "classpath:spec.openapis.org/")))
          .getSchema(SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema-base/2022-10-07"));

  /** A value in the document with the pointer to its schema. */
  record Example(String schema, JsonNode value) {}

  @Test
  void it_is_valid_by_the_official_schema() {
    assertThat(OFFICIAL.validate(DOCUMENT)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void the_official_schema_notices_what_is_not(Consumer<ObjectNode> breaking) {
    ObjectNode copy = DOCUMENT.deepCopy();
    breaking.accept(copy);
    assertThat(OFFICIAL.validate(copy)).isNotEmpty();
  }

  static List<Named<Consumer<ObjectNode>>> broken() {
    return List.of(
        named("other version", document -> document.put("openapi", "3.0.3")),
        named("unknown part", document -> document.put("schemas", "")),
        named("no info", document -> document.remove("info")),
        named("parameter without a place", document -> parameter(document).remove("in")),
        named("unknown type", document -> schema(document).put("type", "text")),
        named("unknown limit", document -> schema(document).put("maxLength", "many")),
        named(
            "mapping without a property", document -> schema(document).putObject("discriminator")));
  }

  private static ObjectNode parameter(JsonNode document) {
    return (ObjectNode) document.at("/components/parameters/Limit");
  }

  private static ObjectNode schema(JsonNode document) {
    return (ObjectNode) document.at("/components/schemas/AssetId");
  }

  @Test
  void every_reference_leads_somewhere_and_every_component_is_used() {
    Set<String> references = new HashSet<>(DOCUMENT.findValuesAsText("$ref"));
    for (JsonNode alternatives : DOCUMENT.findValues("security")) {
      for (JsonNode alternative : alternatives) {
        alternative
            .fieldNames()
            .forEachRemaining(name -> references.add("#/components/securitySchemes/" + name));
      }
    }
    assertThat(references).allMatch(reference -> !CONTRACT.at(reference).isMissingNode());

    List<String> components = new ArrayList<>();
    JsonNode kinds = DOCUMENT.path("components");
    kinds
        .fieldNames()
        .forEachRemaining(
            kind ->
                kinds
                    .path(kind)
                    .fieldNames()
                    .forEachRemaining(name -> components.add("#/components/" + kind + "/" + name)));
    assertThat(references).containsAll(components);
  }

  @Test
  void every_operation_says_what_it_is() {
    List<String> tags = DOCUMENT.path("tags").findValuesAsText("name");
    for (Operation operation : CONTRACT.operations()) {
      assertThat(operation.node().path("summary").asText()).as(operation.id()).isNotBlank();
      assertThat(operation.node().path("description").asText()).as(operation.id()).isNotBlank();
      assertThat(operation.node().path("tags")).as(operation.id()).hasSize(1);
      assertThat(tags).contains(operation.node().at("/tags/0").textValue());
    }
    assertThat(CONTRACT.operations())
        .extracting(Operation::id)
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  @Test
  void every_variable_of_a_path_is_described() {
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path -> {
              Set<String> described = new TreeSet<>();
              for (JsonNode parameter : path.getValue().path("parameters")) {
                JsonNode resolved =
                    parameter.has("$ref")
                        ? CONTRACT.at(parameter.path("$ref").textValue())
                        : parameter;
                assertThat(resolved.path("in").textValue()).isEqualTo("path");
                described.add(resolved.path("name").textValue());
              }
              Set<String> variables = new TreeSet<>();
              Pattern.compile("\\{(\\w+)}")
                  .matcher(path.getKey())
                  .results()
                  .forEach(r -> variables.add(r.group(1)));
              assertThat(described).isEqualTo(variables);
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_is_one(Example example) {
    assertThat(CONTRACT.violations(example.schema(), example.value())).isEmpty();
  }

  @Test
  void every_body_of_a_request_and_of_a_success_has_an_example() {
    List<String> shown = examples().map(Example::schema).toList();
    List<String> bodies = new ArrayList<>();
    pointers(DOCUMENT, "#", "/application~1json/schema", bodies);
    assertThat(shown)
        .containsAll(
            bodies.stream()
                .filter(
                    body ->
                        body.contains("/requestBody/")
                            || body.contains("/200/")
                            || body.contains("/Container"))
                .filter(body -> !body.contains("openapi.json"))
                .toList());
  }

  static Stream<Example> examples() {
    List<String> several = new ArrayList<>();
    pointers(DOCUMENT, "#", "/examples", several);
    List<String> one = new ArrayList<>();
    pointers(DOCUMENT, "#", "/example", one);
    Stream<Example> named =
        several.stream()
            .flatMap(
                pointer ->
                    CONTRACT.at(pointer).findValues("value").stream()
                        .map(
                            value ->
                                new Example(pointer.replaceFirst("examples$", "schema"), value)));
    Stream<Example> single =
        one.stream()
            .map(
                pointer ->
                    new Example(pointer.replaceFirst("example$", "schema"), CONTRACT.at(pointer)));
    return Stream.concat(named, single);
  }

  /** Pointers to all nodes that end like this. */
  private static void pointers(JsonNode node, String pointer, String end, List<String> found) {
    if (pointer.endsWith(end)) {
      found.add(pointer);
    }
    node.properties()
        .forEach(
            field ->
                pointers(
                    field.getValue(),
                    pointer + "/" + OpenApiContract.escaped(field.getKey()),
                    end,
                    found));
  }

  @Test
  void the_list_of_codes_is_that_of_the_responses() {
    Set<String> described = new TreeSet<>();
    String list =
        CONTRACT.at("#/components/schemas/ErrorInfo/properties/code/description").asText();
    Pattern.compile("`([A-Z_]+)`").matcher(list).results().forEach(r -> described.add(r.group(1)));

    // The code of a route that is not ours.
    Set<String> codes = new TreeSet<>(Set.of("FORBIDDEN"));
    CONTRACT
        .at("#/components/responses")
        .forEach(response -> codes.addAll(OpenApiProse.codes(response)));
    assertThat(described).isEqualTo(codes);
  }

  @Test
  void closed_sets_are_those_of_the_core() {
    assertThat(values("#/components/schemas/ContainerStatus"))
        .isEqualTo(names(ContainerStatus.values()));
    assertThat(values("#/components/schemas/ApprovalStatus"))
        .isEqualTo(names(ApprovalStatus.values()));
    assertThat(values("#/components/schemas/Whoami/properties/rateLimitTier"))
        .isEqualTo(names(RateLimitTier.values()));
    assertThat(values("#/components/schemas/Whoami/properties/environment"))
        .isEqualTo(names(Environment.values()));
  }

  private static List<String> values(String schema) {
    List<String> values = new ArrayList<>();
    CONTRACT.at(schema).path("enum").forEach(value -> values.add(value.textValue()));
    return values;
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
  }
}
