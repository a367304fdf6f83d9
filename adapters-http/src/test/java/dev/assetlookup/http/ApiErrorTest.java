package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiErrorTest {
  @ParameterizedTest
  @MethodSource("all")
  void every_error_makes_a_valid_envelope(ApiError error) {
    String body = new String(error.envelope("req_1"), StandardCharsets.UTF_8);
    JsonNode envelope = WireTest.json(body);
    assertThat(envelope.size()).isEqualTo(1);
    assertThat(envelope.at("/error/code").asText()).matches("[A-Z][A-Z0-9_]{0,63}");
    assertThat(envelope.at("/error/message").asText()).isNotBlank().isASCII();
    assertThat(envelope.at("/error/requestId").asText()).isEqualTo("req_1");
    assertThat(envelope.path("error").fieldNames())
        .toIterable()
        .isSubsetOf(List.of("code", "message", "requestId", "details"));
    assertThat(error.status().code()).isBetween(400, 599);
  }

  static Stream<Named<ApiError>> all() {
    return Arrays.stream(ApiError.class.getDeclaredFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == ApiError.class)
        .map(field -> Named.of(field.getName(), value(field)));
  }

  private static ApiError value(Field constant) {
    try {
      return (ApiError) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
