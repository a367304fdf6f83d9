package dev.assetlookup.json;

import dev.assetlookup.core.publish.PublishContainer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that is wrong with a container document.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); {@code ""} for the whole
 * @param reason what is wrong, for people
 */
public record JsonProblem(String pointer, String reason) {
  /**
   * A rule of publishing that a document breaks.
   *
   * @param problem the rule
   * @return the same in the words of the document
   */
  public static JsonProblem of(PublishContainer.Problem problem) {
    String asset = problem.asset() == null ? "" : "/" + problem.asset();
    String field = problem.field() == null ? "" : "/" + name(problem.field());
    return new JsonProblem("/assets" + asset + field, problem.reason());
  }

  /**
   * What a field is called in a document.
   *
   * @param field a field of an asset
   * @return its name
   */
  public static String name(PublishContainer.Field field) {
    return switch (field) {
      case ID -> "assetId";
      case URL -> "url";
      case THUMBNAIL_URL -> "thumbnailUrl";
    };
  }

  /** All problems in one line. */
  static String join(Stream<JsonProblem> problems) {
    return problems.map(JsonProblem::toString).collect(Collectors.joining("; "));
  }

  /** The pointer, if there is one, and the reason. */
  @Override
  public String toString() {
    return pointer.isEmpty() ? reason : pointer + " " + reason;
  }
}
