package dev.assetlookup.core.audit;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.content.ContainerId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of an audit trail to show.
 *
 * @param actions what was done, empty for anything
 * @param actor who did it, null for anybody
 * @param container which container it was done to, null for whatever
 * @param since the earliest time, inclusive; null for no bound
 * @param until the latest time, inclusive; null for no bound
 */
public record AuditFilter(
    Set<Deed.Action> actions,
    @Nullable Actors actor,
    @Nullable ContainerId container,
    @Nullable Instant since,
    @Nullable Instant until) {
  /** All entries. */
  public static final AuditFilter ALL = new AuditFilter(Set.of(), null, null, null, null);

  /** Copies the actions. */
  public AuditFilter {
    actions = Set.copyOf(actions);
  }

  /**
   * Whether an entry is to be shown.
   *
   * @param entry the entry
   * @return true if it meets every condition
   */
  public boolean includes(AuditEntry entry) {
    Instant at = entry.position().at();
    return (since == null || !at.isBefore(since))
        && (until == null || !at.isAfter(until))
        && (actions.isEmpty() || actions.contains(entry.deed().action()))
        && (actor == null || actor.include(entry.actor()))
        && (container == null
            || (entry.deed() instanceof Deed.ToContainer deed
                && deed.container().equals(container)));
  }

  /**
   * Actors of a kind, or one of them.
   *
   * @param kind the kind
   * @param name the name, null for each of that kind
   */
  public record Actors(Actor.Kind kind, @Nullable String name) {
    /**
     * Reads {@code KIND} or {@code KIND:NAME}.
     *
     * @param text such as {@code operator} or {@code key:ABCDEFGH23456789}
     * @return the actors
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static Actors parse(String text) {
      int colon = text.indexOf(':');
      String kind = colon < 0 ? text : text.substring(0, colon);
      String name = colon < 0 ? null : text.substring(colon + 1);
      for (Actor.Kind each : Actor.Kind.values()) {
        if (each.wireName().equals(kind)) {
          return new Actors(each, new Actor(each, name, null).name());
        }
      }
      throw new IllegalArgumentException(
          "is not key, operator, application or system, or one of them with a colon and a name");
    }

    private boolean include(Actor actor) {
      return kind == actor.kind() && (name == null || name.equals(actor.name()));
    }
  }

  /**
   * Reads the name of an action.
   *
   * @param text such as {@code container.published}
   * @return the action
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Deed.Action action(String text) {
    for (Deed.Action each : Deed.Action.values()) {
      if (each.wireName().equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException("is not an action, such as container.published");
  }
}
