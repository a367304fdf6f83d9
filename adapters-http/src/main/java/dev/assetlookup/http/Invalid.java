package dev.assetlookup.http;

import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.json.JsonProblem;
import dev.assetlookup.json.internal.JsonFields;
import java.util.List;

/**
 * One problem of a request.
 *
 * @param source {@code pointer} for the body, {@code parameter} for path and query
 * @param place a JSON pointer, or the name of the parameter
 * @param reason what is wrong, for people
 */
record Invalid(String source, String place, String reason) {
  static Invalid body(String pointer, String reason) {
    return new Invalid("pointer", pointer, reason);
  }

  static List<Invalid> body(List<PublishContainer.Problem> problems) {
    return problems.stream()
        .map(JsonProblem::of)
        .map(problem -> body(problem.pointer(), problem.reason()))
        .toList();
  }

  /** Notes what is wrong with the body of a request. */
  static JsonFields.Problems bodyInto(List<Invalid> problems) {
    return (pointer, reason) -> problems.add(body(pointer, reason));
  }

  static Invalid parameter(String name, String reason) {
    return new Invalid("parameter", name, reason);
  }
}
