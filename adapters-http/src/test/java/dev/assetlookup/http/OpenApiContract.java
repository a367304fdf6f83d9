package dev.assetlookup.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document, read more strictly than clients should: what it does not mention must not
 * be there.
 */
final class OpenApiContract {
  private static final String IRI = "https://asset-lookup.test/openapi.json";
  private static final String ANY_ERROR = "#/components/responses/BadRequest";
  private static final String NOT_ALLOWED = "#/components/responses/MethodNotAllowed";

  /** What is refused before anybody looks which method the path has. */
  private static final Set<Integer> BEFORE_ROUTING = Set.of(400, 413, 414, 431, 501, 505);

  private static final Set<String> HEADERS_OF_HTTP =
      Set.of("connection", "content-length", "content-type", "date", "keep-alive");

  static final OpenApiContract PUBLISHED = new OpenApiContract();

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final JsonNode document = read();
  private final SchemaRegistry schemas = registry(strict(document));
  private final List<Route> routes = new ArrayList<>();

  private OpenApiContract() {
    document
        .path("paths")
        .fieldNames()
        .forEachRemaining(
            template -> {
              String regex = "\\Q" + template.replaceAll("\\{\\w+}", "\\\\E([^/]*)\\\\Q") + "\\E";
              routes.add(new Route(template, Pattern.compile(regex)));
            });
  }

  /**
   * A request with its response.
   *
   * @param method as sent; null if it is not known which request was answered
   * @param target path and query, as sent
   * @param requestBody as sent, empty if there was none
   * @param body of the response
   */
  record Exchange(
      @Nullable String method,
      String target,
      String requestBody,
      int status,
      Map<String, List<String>> headers,
      String body) {
    List<String> values(String header) {
      Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      byName.putAll(headers);
      return byName.getOrDefault(header, List.of());
    }

    boolean isHead() {
      return "HEAD".equals(method);
    }

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    String path() {
      return target.split("[?#]", 2)[0];
    }
  }

  /** An operation of the document. */
  record Operation(String id, String method, String path, Set<Integer> statuses, JsonNode node) {}

  private record Route(String template, Pattern pattern) {}

  JsonNode document() {
    return document;
  }

  JsonNode json(String text) throws IOException {
    return mapper.readTree(text);
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Route route : routes) {
      for (String method : methods(route.template())) {
        JsonNode node = operation(route.template(), method);
        Set<Integer> statuses = new TreeSet<>();
        node.path("responses").fieldNames().forEachRemaining(s -> statuses.add(Integer.valueOf(s)));
        String id = node.path("operationId").textValue();
        operations.add(new Operation(id, method, route.template(), statuses, node));
      }
    }
    return operations;
  }

  /**
   * Fails unless the document says that a server of the API may answer this request like this.
   *
   * @param exchange of a path that the document has, or for which no route is there
   */
  void check(Exchange exchange) {
    List<String> violations = violations(exchange);
    if (!violations.isEmpty()) {
      throw new AssertionError(
          "not as the OpenAPI document says: "
              + String.join("\n  ", violations)
              + "\n  in "
              + exchange);
    }
  }

  List<String> violations(Exchange exchange) {
    List<String> violations = new ArrayList<>();
    if (exchange.method() != null && !isNoSuchRoute(exchange)) {
      for (Route route : routes) {
        Matcher matcher = route.pattern().matcher(exchange.path());
        if (matcher.matches()) {
          check(exchange, route.template(), matcher, violations);
          return violations;
        }
      }
    }
    // A server whose API has not all ports, and requests that are for no route.
    if (exchange.status() < 400) {
      violations.add("only errors are answered where there is no route");
    } else {
      checkResponse(exchange, ANY_ERROR, false, violations);
    }
    return violations;
  }

  private static boolean isNoSuchRoute(Exchange exchange) {
    return exchange.status() == 404 && exchange.body().contains("\"No such route.\"");
  }

  private void check(Exchange exchange, String template, Matcher path, List<String> violations) {
    Set<String> methods = methods(template);
    String method = exchange.isHead() ? "GET" : Objects.requireNonNull(exchange.method());
    if (exchange.status() == 405) {
      List<String> allowed = List.of(String.join(", ", exchange.values("Allow")).split(", "));
      allowed.stream()
          .filter(name -> !methods.contains(name.equals("HEAD") ? "GET" : name))
          .forEach(name -> violations.add("Allow has " + name + ", the document has not"));
      if (allowed.contains(method)) {
        violations.add("Allow has the method that was refused");
      }
      checkResponse(exchange, NOT_ALLOWED, true, violations);
      return;
    }
    if (!methods.contains(method)) {
      if (!BEFORE_ROUTING.contains(exchange.status())) {
        violations.add(method + " is not in the document, and not answered by 405");
        return;
      }
      method = methods.iterator().next();
    }
    String pointer = "#/paths/" + escaped(template) + "/" + method.toLowerCase(Locale.ROOT);
    String response = pointer + "/responses/" + exchange.status();
    if (at(response).isMissingNode()) {
      violations.add("status " + exchange.status() + " is not in the document for " + pointer);
      return;
    }
    checkResponse(exchange, response, true, violations);
    if (exchange.isSuccess()) {
      checkRequest(exchange, template, pointer, path, violations);
    }
  }

  private void checkResponse(
      Exchange exchange, String pointer, boolean exactly, List<String> violations) {
    String resolved = resolved(pointer);
    JsonNode response = at(resolved);
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(HEADERS_OF_HTTP);
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            name -> {
              known.add(name);
              checkHeader(exchange, name, resolved + "/headers/" + name, violations);
            });
    if (exactly) {
      exchange.headers().keySet().stream()
          .filter(name -> !known.contains(name))
          .forEach(name -> violations.add("header " + name + " is not in the document"));
    }
    if (!response.has("content")) {
      if (!exchange.body().isEmpty() || !exchange.values("Content-Type").isEmpty()) {
        violations.add("has content, the document has none");
      }
      return;
    }
    String type = String.join(" | ", exchange.values("Content-Type"));
    if (!type.equals("application/json; charset=utf-8")) {
      violations.add("Content-Type is " + type);
    }
    if (exchange.isHead()) {
      if (!exchange.body().isEmpty()) {
        violations.add("HEAD is answered with a body");
      }
      return;
    }
    JsonNode body;
    try {
      body = json(exchange.body());
    } catch (IOException e) {
      violations.add("body is not JSON: " + e.getMessage());
      return;
    }
    String schema = resolved + "/content/application~1json/schema";
    validate(schema, body, "body", violations);
    if (exchange.status() >= 400) {
      checkError(exchange, body.path("error"), violations);
      violations.addAll(OpenApiProse.ofError(exactly ? response : null, body.path("error")));
    }
    violations.addAll(OpenApiProse.ofAnswer(body));
  }

  private void checkHeader(
      Exchange exchange, String name, String pointer, List<String> violations) {
    String header = resolved(pointer);
    List<String> values = exchange.values(name);
    if (values.isEmpty() && at(header).path("required").booleanValue()) {
      violations.add("header " + name + " is missing");
    }
    if (values.size() > 1) {
      violations.add("header " + name + " is there more than once");
    }
    for (String value : values) {
      validate(header + "/schema", new TextNode(value), "header " + name, violations);
    }
  }

  private static void checkError(Exchange exchange, JsonNode error, List<String> violations) {
    if (!exchange.values("X-Request-Id").equals(List.of(error.path("requestId").asText()))) {
      violations.add("requestId is not the one in the header");
    }
    if (Set.of("STORAGE_UNAVAILABLE", "OVERLOADED", "RATE_LIMITED")
            .contains(error.path("code").asText())
        && exchange.values("Retry-After").isEmpty()) {
      violations.add("header Retry-After is missing");
    }
  }

  /** What was accepted must be what the document lets a client send. */
  private void checkRequest(
      Exchange exchange, String template, String pointer, Matcher path, List<String> violations) {
    JsonNode content = at(pointer + "/requestBody");
    if (!content.isMissingNode()) {
      try {
        String schema = pointer + "/requestBody/content/application~1json/schema";
        validate(schema, json(exchange.requestBody()), "request body", violations);
      } catch (IOException e) {
        violations.add("request body is not JSON: " + e.getMessage());
      }
    }
    for (String of : List.of("#/paths/" + escaped(template), pointer)) {
      for (int i = 0; i < at(of + "/parameters").size(); i++) {
        String parameter = resolved(of + "/parameters/" + i);
        for (String value : values(exchange, at(parameter), template, path)) {
          checkParameter(parameter, value, violations);
        }
      }
    }
  }

  private void checkParameter(String parameter, String value, List<String> violations) {
    String schema = resolved(parameter + "/schema");
    String type = at(schema).path("type").textValue();
    validate(
        Objects.equals(type, "array") ? schema + "/items" : schema,
        Objects.equals(type, "integer")
            ? new IntNode(Integer.parseInt(value))
            : new TextNode(value),
        "parameter " + at(parameter).path("name").textValue(),
        violations);
  }

  private static List<String> values(
      Exchange exchange, JsonNode parameter, String template, Matcher path) {
    String name = parameter.path("name").asText();
    List<String> values = new ArrayList<>();
    switch (parameter.path("in").asText()) {
      case "path" -> {
        List<String> names =
            Pattern.compile("\\{(\\w+)}").matcher(template).results().map(r -> r.group(1)).toList();
        values.add(decoded(path.group(names.indexOf(name) + 1)));
      }
      case "query" -> {
        for (String pair : exchange.target().replaceFirst("[^?]*\\??", "").split("&", -1)) {
          if (pair.startsWith(name + "=")) {
            values.add(decoded(pair.substring(name.length() + 1)));
          }
        }
      }
      default -> {}
    }
    return values;
  }

  private static String decoded(String raw) {
    return URLDecoder.decode(raw, StandardCharsets.UTF_8);
  }

  private void validate(String pointer, JsonNode value, String what, List<String> violations) {
    for (Error error : schemas.getSchema(SchemaLocation.of(IRI + pointer)).validate(value)) {
      violations.add(what + " " + error.getInstanceLocation() + " " + error.getMessage());
    }
  }

  /** Validates a value of the document, such as an example. */
  List<String> violations(String schemaPointer, JsonNode value) {
    List<String> violations = new ArrayList<>();
    validate(schemaPointer, value, schemaPointer, violations);
    return violations;
  }

  /** The node at a JSON pointer that begins with #, or a missing one. */
  JsonNode at(String pointer) {
    return document.at(pointer.substring(1));
  }

  private String resolved(String pointer) {
    JsonNode reference = at(pointer).path("$ref");
    return reference.isMissingNode() ? pointer : resolved(reference.textValue());
  }

  private JsonNode operation(String template, String method) {
    return document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
  }

  private Set<String> methods(String template) {
    Set<String> methods = new TreeSet<>();
    for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
      if (!operation(template, method).isMissingNode()) {
        methods.add(method);
      }
    }
    return methods;
  }

  static String escaped(String token) {
    return token.replace("~", "~0").replace("/", "~1");
  }

  private JsonNode read() {
    try (InputStream in = ContentApi.class.getResourceAsStream("openapi.json")) {
      return mapper.readTree(Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes every object, also those that clients are to take as open. */
  private static JsonNode strict(JsonNode document) {
    JsonNode strict = document.deepCopy();
    close(strict);
    return strict;
  }

  private static void close(JsonNode node) {
    node.forEach(OpenApiContract::close);
    if (node instanceof ObjectNode schema && schema.path("properties").isObject()) {
      schema.put("additionalProperties", false);
    }
  }

  private static SchemaRegistry registry(JsonNode document) {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder -> builder.schemas(Map.of(IRI, document.toString())).schemaRegistryConfig(config));
  }
}
