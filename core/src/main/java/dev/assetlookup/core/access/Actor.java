package dev.assetlookup.core.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, for the audit trail. It grants nothing.
 *
 * @param kind what kind of actor it is
 * @param name which one of its kind: the id of an API key, the name of an operator or of an
 *     application; null if nobody says
 * @param requestId the request by which it is done, null if there is none
 */
public record Actor(Kind kind, @Nullable String name, @Nullable String requestId) {
  /** Most characters of a name or of a request id. */
  public static final int MAX_LENGTH = 100;

  /** A program of which nothing more is known: the actor if nothing is said. */
  public static final Actor APPLICATION = new Actor(Kind.APPLICATION, null, null);

  /** This program by itself, such as a sweep. */
  public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, null);

  /**
   * Checks the texts.
   *
   * @throws IllegalArgumentException if a text is empty, longer than {@link #MAX_LENGTH}, or holds
   *     anything but printable ASCII characters
   */
  public Actor {
    require(name, "name of an actor");
    require(requestId, "request id");
  }

  private static void require(@Nullable String text, String what) {
    if (text == null) {
      return;
    }
    boolean fits = !text.isEmpty() && text.length() <= MAX_LENGTH;
    for (int i = 0; fits && i < text.length(); i++) {
      fits = text.charAt(i) >= ' ' && text.charAt(i) <= '~';
    }
    if (!fits) {
      throw new IllegalArgumentException(
          what + " is not 1 to " + MAX_LENGTH + " printable ASCII characters");
    }
  }

  /**
   * Whoever has an API key.
   *
   * @param key which key
   * @return a new actor
   */
  public static Actor of(ApiKeyId key) {
    return new Actor(Kind.KEY, key.value(), null);
  }

  /**
   * A person at the command line.
   *
   * @param name any text; what does not fit is replaced or cut off
   * @return a new actor
   */
  public static Actor operator(String name) {
    String fit = name.replaceAll("[^ -~]", "?");
    fit = fit.substring(0, Math.min(fit.length(), MAX_LENGTH));
    return new Actor(Kind.OPERATOR, fit.isEmpty() ? null : fit, null);
  }

  /**
   * A program that embeds this one, or somebody who uses it.
   *
   * @param name which, for whoever reads the trail
   * @return a new actor
   * @throws IllegalArgumentException if the name is empty, longer than {@link #MAX_LENGTH}, or
   *     holds anything but printable ASCII characters
   */
  public static Actor application(String name) {
    return new Actor(Kind.APPLICATION, name, null);
  }

  /**
   * The same actor in a request.
   *
   * @param id which request
   * @return a copy
   * @throws IllegalArgumentException if the id does not fit
   */
  public Actor during(String id) {
    return new Actor(kind, name, id);
  }

  /** A kind of actor. */
  public enum Kind {
    /** An API key. */
    KEY,
    /** A person at the command line. */
    OPERATOR,
    /** A program that embeds this one. */
    APPLICATION,
    /** This program by itself. */
    SYSTEM;

    /**
     * The name on the wire and in stores.
     *
     * @return the lower-case name
     */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
