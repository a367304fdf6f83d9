package dev.assetlookup.r2.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Parses JSON strictly: no member twice, nothing behind the end. Messages never quote content. */
final class DocumentParser {
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final ObjectReader ELEMENT =
      JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private DocumentParser() {}

  /**
   * Parses a whole object.
   *
   * @throws IllegalArgumentException if it is not a JSON object
   */
  static ObjectNode object(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      // Without the message, which quotes what the document holds.
      throw new IllegalArgumentException("it is not JSON", e);
    }
    throw new IllegalArgumentException("it is not a JSON object");
  }

  /**
   * Parses an object, but drops the elements of its arrays that are not wanted as they come.
   *
   * @param kept by the name of the array
   * @throws IllegalArgumentException if it is not a JSON object
   */
  static ObjectNode object(byte[] bytes, BiPredicate<String, JsonNode> kept) {
    ObjectNode object = JSON.createObjectNode();
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          elements(parser, element -> kept.test(name, element), object.putArray(name));
        } else {
          object.set(name, ELEMENT.readTree(parser));
        }
      }
      if (parser.nextToken() == null) {
        return object;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
    throw new IllegalArgumentException("something follows its JSON");
  }

  private static void elements(JsonParser parser, Predicate<JsonNode> kept, ArrayNode into)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode element = ELEMENT.readTree(parser);
      if (kept.test(element)) {
        into.add(element);
      }
    }
  }

  /** The texts and whole numbers at the top, up to where it can no longer be read. */
  static Map<String, String> statements(byte[] bytes) {
    Map<String, String> statements = new HashMap<>();
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
            statements.putIfAbsent(name, parser.getText());
          }
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // What can be read ends here.
      return statements;
    }
    return statements;
  }
}
