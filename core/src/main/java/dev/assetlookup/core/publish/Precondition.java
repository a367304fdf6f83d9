package dev.assetlookup.core.publish;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import java.util.Optional;
import java.util.function.Predicate;

/** What a writer believes to be stored. A deleted container counts as nothing. */
public sealed interface Precondition {
  /** Whatever is stored: create or replace. */
  Precondition ANY = new Any();

  /** Nothing is stored: create only. */
  Precondition ABSENT = new Absent();

  /** Nothing; see {@link #ABSENT}. */
  record Absent() implements Precondition {}

  /**
   * What the writer read: replace only that. A sweep, too, makes a new revision.
   *
   * @param revision the revision read
   */
  record At(Revision revision) implements Precondition {}

  /**
   * Something that the writer recognizes.
   *
   * @param condition asked with what is stored; asked again if another writer comes between
   */
  record Is(Predicate<Optional<Container>> condition) implements Precondition {}

  /** Whatever it is; see {@link #ANY}. */
  record Any() implements Precondition {}
}
