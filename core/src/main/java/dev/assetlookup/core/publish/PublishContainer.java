package dev.assetlookup.core.publish;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.visibility.VisibleContainers;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Creates containers and replaces their asset sets. Thread-safe. */
public interface PublishContainer {
  /**
   * Makes the draft the current set. Atomic: readers see the whole old set or the whole new one.
   * URLs that the container already had keep their ids; then new URLs get theirs, in list order.
   * What is no longer in the set is superseded. Publishing what is stored already writes nothing. A
   * URL whose media are being released by a sweep at this moment is refused.
   *
   * <p>With {@link Precondition.Any} a record that the store cannot read is replaced, too; what was
   * superseded in it is lost. With other preconditions it ends in a {@link
   * dev.assetlookup.core.store.CorruptRecordException}.
   *
   * @param caller who publishes; needs {@link Scope#CONTENT_WRITE}
   * @param draft the whole set
   * @param precondition what the writer believes to be stored
   * @return how it ended
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer; it
   *     may have happened, and repeating the call is safe
   */
  Result publish(Caller caller, ContainerDraft draft, Precondition precondition);

  /**
   * Checks what can be checked of a set without asking the store. Publishing does it, too; this is
   * to report these problems together with others.
   *
   * @param assets by their numbers in the set, from 0; those that are known to be bad already may
   *     be left out
   * @return every rule that the set breaks
   */
  List<Problem> check(SortedMap<Integer, AssetDraft> assets);

  /**
   * Publishes into a store.
   *
   * @param containers where the containers are
   * @param clock dates what is created and superseded
   * @param urls which URLs may be published
   * @return a new port
   */
  static PublishContainer over(ContainerStore containers, InstantSource clock, UrlRules urls) {
    return new ContainerPublishing(new VisibleContainers(containers), clock, urls);
  }

  /** How a publish ended. */
  sealed interface Result {
    /**
     * The draft is the current set now.
     *
     * @param container as stored
     * @param created true if there was no such container before
     */
    record Published(Container container, boolean created) implements Result {}

    /**
     * The draft was the current set already; nothing was written.
     *
     * @param container as stored
     */
    record Unchanged(Container container) implements Result {}

    /** The precondition does not hold, or other writers were faster many times; nothing changed. */
    record Conflict() implements Result {}

    /**
     * The container was replaced so often that what it has to remember of its superseded assets is
     * at its bound, {@link Container#MAX_SUPERSEDED_BYTES}; nothing changed. There is room again
     * when a sweep has come by after the grace.
     */
    record TooManySuperseded() implements Result {}

    /**
     * The draft breaks a rule; nothing changed.
     *
     * @param problems every rule that it breaks
     */
    record Invalid(List<Problem> problems) implements Result {}

    /**
     * The draft is in none of the projects that the caller is bound to, whatever is stored; nothing
     * changed.
     */
    record ProjectForbidden() implements Result {}

    /**
     * The id is that of a container outside of the projects that the caller is bound to, so it is
     * neither there for the caller nor free; nothing changed. A precondition that a container has
     * to be there ends in {@link Conflict} all the same.
     */
    record NotFound() implements Result {}

    /**
     * The caller may not publish.
     *
     * @param needed the scope that was not granted
     */
    record ScopeMissing(Scope needed) implements Result {}
  }

  /**
   * A broken rule.
   *
   * @param asset the number of the asset that breaks it, from 0; null for the whole set
   * @param field what of the asset, null for the whole of it
   * @param reason what is wrong, for people
   */
  record Problem(@Nullable Integer asset, @Nullable Field field, String reason) {}

  /** What of an asset can break a rule. */
  enum Field {
    /** The id that the writer insists on. */
    ID,
    /** Where the bytes live. */
    URL,
    /** The preview. */
    THUMBNAIL_URL
  }
}
