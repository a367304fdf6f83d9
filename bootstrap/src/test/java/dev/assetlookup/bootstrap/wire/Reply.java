package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server answered. */
record Reply(int status, HttpHeaders headers, String body) {
  private static final JsonMapper MAPPER = new JsonMapper();

  Reply(HttpResponse<String> response) {
    this(response.statusCode(), response.headers(), response.body());
  }

  /** Insists on a status. */
  Reply is(int expected) {
    assertThat(status).as(body).isEqualTo(expected);
    return this;
  }

  /** Insists on an error, envelope and headers. */
  Reply is(int expected, String code) {
    is(expected);
    assertThat(at("/error/code").textValue()).as(body).isEqualTo(code);
    assertThat(at("/error/requestId").textValue()).isEqualTo(header("X-Request-Id"));
    assertThat(header("X-Request-Id")).matches("req_[0-7][0-9A-HJKMNP-TV-Z]{25}");
    assertThat(header("Cache-Control")).isEqualTo("no-store");
    assertThat(header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    return this;
  }

  /** Insists that the store was of no help, which is not for ever. */
  Reply isUnavailable() {
    assertThat(header("Retry-After")).as(body).matches("[1-9][0-9]*");
    return is(503, "STORAGE_UNAVAILABLE");
  }

  String header(String name) {
    return String.join(" | ", headers.allValues(name));
  }

  String tag() {
    assertThat(header("ETag")).as(body).matches("\"[0-9a-f]{32}\"");
    return header("ETag");
  }

  JsonNode json() {
    return parse(body);
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  JsonNode at(String pointer) {
    return json().at(pointer);
  }

  /** One field of each element of an array; empty where it is not there. */
  List<String> all(String array, String field) {
    return at(array).valueStream().map(element -> element.at(field).asText()).toList();
  }

  /** All of it, also the headers, but what is new in each answer: to compare two. */
  String whole() {
    Map<String, List<String>> lines = new TreeMap<>(headers.map());
    lines.remove("date");
    lines.remove("x-request-id");
    return lines + " " + withoutRequestId();
  }

  /** All but what is new in each answer: to compare two. */
  String withoutRequestId() {
    return status + " " + body.replace(header("X-Request-Id"), "");
  }
}
