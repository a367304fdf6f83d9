package dev.assetlookup.http;

import dev.assetlookup.core.publish.PublishContainer.Problem;
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

  static List<Invalid> body(List<Problem> problems) {
    return problems.stream().map(p -> body(p.pointer(), p.reason())).toList();
  }

  static Invalid parameter(String name, String reason) {
    return new Invalid("parameter", name, reason);
  }
}
