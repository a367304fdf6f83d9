package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one transaction has logged and by whom, to be made known when it has committed. */
final class Logged {
  private final Engine engine;
  private final @Nullable CommittedHeads heads;
  private final Actor actor;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * Of a transaction that has logged nothing.
   *
   * @param heads where heads are kept in memory, null if they are not
   * @param actor who writes
   */
  Logged(Engine engine, @Nullable CommittedHeads heads, Actor actor) {
    this.engine = engine;
    this.heads = heads;
    this.actor = actor;
  }

  /**
   * An organization whose log has grown.
   *
   * @param organization which one
   * @param head how far; {@link LogHead#EMPTY} where nobody needs to know
   */
  record Entry(OrganizationId organization, LogHead head) {}

  /** An empty one for what somebody writes in the same transaction. */
  Logged part(Actor by) {
    return new Logged(engine, heads, by);
  }

  /** Who writes. */
  Actor actor() {
    return actor;
  }

  Engine engine() {
    return engine;
  }

  /** Where heads are kept in memory, null if they are not. */
  @Nullable CommittedHeads heads() {
    return heads;
  }

  void add(OrganizationId organization, LogHead head) {
    entries.add(new Entry(organization, head));
  }

  void addAll(Logged part) {
    entries.addAll(part.entries);
  }

  List<Entry> entries() {
    return entries;
  }
}
