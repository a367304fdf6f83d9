package dev.assetlookup.json.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.Container;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object from outside: no field twice, nothing after it, and no more depth or tokens
 * than the largest document of ours has, because the tree of a value takes many times its text.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_STRING = 100_000;
  private static final int MAX_TOKENS = 40 * Container.MAX_ASSETS;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .build())
          // As they are written: a double would round what has more than 15 digits.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private StrictJson() {}

  /** What came of reading. */
  public sealed interface Result {
    /**
     * It is one.
     *
     * @param object what was read
     */
    record Valid(ObjectNode object) implements Result {}

    /**
     * It is not.
     *
     * @param reason why, for people
     */
    record Invalid(String reason) implements Result {}
  }

  /**
   * Reads a document of its own.
   *
   * @param json UTF-8 text
   * @return the object, or why it is none, with line and column
   */
  public static Result read(byte[] json) {
    return read(json, StrictJson::lineAndColumn);
  }

  /**
   * Reads one line of a file, whose number its reader knows.
   *
   * @param json UTF-8 text
   * @return the object, or why it is none, with the column
   */
  public static Result readLine(byte[] json) {
    return read(json, location -> "column " + location.getColumnNr());
  }

  private static Result read(byte[] json, Function<JsonLocation, String> place) {
    JsonNode root;
    try (JsonParser parser = MAPPER.createParser(json)) {
      root = MAPPER.readTree(parser);
      if (root != null && parser.nextToken() != null) {
        return new Result.Invalid("there is more after the JSON object");
      }
    } catch (JsonProcessingException e) {
      String at = e.getLocation() == null ? "" : " at " + place.apply(e.getLocation());
      return new Result.Invalid("not valid JSON" + at + ": " + plain(e.getOriginalMessage()));
    } catch (IOException e) {
      return new Result.Invalid("not valid UTF-8 JSON: " + plain(e.getMessage()));
    }
    return root instanceof ObjectNode object
        ? new Result.Valid(object)
        : new Result.Invalid("not a JSON object");
  }

  private static String lineAndColumn(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /** Without what the JSON reader adds for programmers: further lines and names of its classes. */
  private static String plain(@Nullable String message) {
    return String.valueOf(message)
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll(" \\(start marker at .*|, from `[^`]*`|\\(`[^`]*`\\) ?", "");
  }
}
