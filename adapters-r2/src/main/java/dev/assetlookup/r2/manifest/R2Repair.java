package dev.assetlookup.r2.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.Parallel;
import dev.assetlookup.r2.document.BrokenDocument;
import dev.assetlookup.r2.document.Document;
import dev.assetlookup.r2.document.Documents;
import dev.assetlookup.r2.document.StoredDocument;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Finds and puts back what a metadata bucket has lost in a backup, by a lifecycle rule or by hand:
 * entries of the lists of containers and of what is due, without which a container is found and
 * neither listed nor swept. Renews documents of the form of version 1, which need metadata of their
 * objects that ordinary tools do not copy. Deletes nothing, and may run beside servers.
 * Thread-safe; does no I/O when constructed, starts no thread and closes nothing.
 */
public final class R2Repair {
  private static final int WIDTH = 32;
  // Keys between two looks at whether to end.
  private static final int PAGE = 200;
  private static final int MAX_KEY_BYTES = 1 << 20;
  // So often a container is looked at again whose entries others are changing.
  private static final int ATTEMPTS = 3;

  private final Bucket bucket;
  private final Manifests manifests;
  private final Documents apiKeys;
  private final ContainerIndex index;
  private final Parallel parallel;

  /**
   * A repair of a bucket.
   *
   * @param client how the storage is reached; the caller's to close
   * @param metadataBucket the name of the bucket
   * @param executor whose threads ask for many objects at once, beside the caller's own; the
   *     caller's to shut down
   * @param patience how long one request is tried, and a write as a whole, more than zero and at
   *     most ten minutes
   * @throws IllegalArgumentException if the patience is not within these bounds
   */
  public R2Repair(S3Client client, String metadataBucket, Executor executor, Duration patience) {
    this.bucket = new Bucket(client, metadataBucket, Deadline.requireLegal(patience));
    this.manifests = new Manifests(bucket);
    this.apiKeys = new Documents(bucket, MAX_KEY_BYTES);
    this.parallel = new Parallel(executor, WIDTH);
    this.index = new ContainerIndex(bucket, manifests, parallel);
  }

  /** What to do about what is found. */
  public enum Mode {
    /** Tells it and changes nothing. */
    CHECK,
    /** Puts back entries and renews documents. */
    REPAIR,
    /**
     * As {@link #REPAIR}, and takes documents of version 1 for good that have lost the checksum in
     * their metadata and are valid otherwise: a restored backup. That they were not changed by hand
     * cannot be told.
     */
    REPAIR_UNCHECKED
  }

  /** What can be wrong. */
  public enum Problem {
    /** An entry is missing that leads to a container. */
    LOST_ENTRY,
    /** A manifest or an API key cannot be read. */
    UNREADABLE,
    /** A document could not be looked at or repaired; another run tries again. */
    FAILED
  }

  /**
   * One thing that is, or was, wrong.
   *
   * @param problem its kind
   * @param organization whose it is, null if that cannot be told
   * @param container in which container, null for an API key
   * @param object the key of the object
   * @param detail for people
   */
  public record Finding(
      Problem problem,
      @Nullable OrganizationId organization,
      @Nullable ContainerId container,
      String object,
      String detail) {}

  /**
   * What was looked at and found.
   *
   * @param containers manifests, of removed containers too
   * @param apiKeys documents of API keys
   * @param lostEntries entries that were missing
   * @param earlier documents of version 1 that could be read
   * @param unreadable documents that cannot be read
   * @param failed documents that could not be looked at or repaired
   * @param repaired documents that were renewed or got entries back; 0 if nothing was to be changed
   * @param complete false if it was ended early
   */
  public record Counts(
      long containers,
      long apiKeys,
      long lostEntries,
      long earlier,
      long unreadable,
      long failed,
      long repaired,
      boolean complete) {
    private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, true);

    private Counts plus(Counts other) {
      return new Counts(
          containers + other.containers,
          apiKeys + other.apiKeys,
          lostEntries + other.lostEntries,
          earlier + other.earlier,
          unreadable + other.unreadable,
          failed + other.failed,
          repaired + other.repaired,
          complete && other.complete);
    }
  }

  /**
   * Looks at every document. One that fails is told and does not stop the others.
   *
   * @param only whose documents, null for everybody's; an API key that does not tell its owner is
   *     everybody's
   * @param mode what to do about what is found
   * @param found is told of each finding, by this thread
   * @param progress is told of the counts now and then, by this thread
   * @param ended asked now and then; true ends it early
   * @return what was found
   * @throws StoreUnavailableException if the bucket cannot be listed, or not be written as its
   *     credentials are
   */
  public Counts run(
      @Nullable OrganizationId only,
      Mode mode,
      Consumer<Finding> found,
      Consumer<Counts> progress,
      BooleanSupplier ended) {
    Run run = new Run(only, mode, found, progress, ended);
    run.all(
        only == null ? ObjectKeys.ORGANIZATIONS : ObjectKeys.containers(only),
        ObjectKeys::manifest,
        run::container);
    run.all(ObjectKeys.API_KEYS, ObjectKeys::apiKey, run::apiKey);
    return run.counts;
  }

  /** What one document came to. */
  private record Looked(Counts counts, List<Finding> findings) {
    static final Looked NOTHING = new Looked(Counts.NONE, List.of());
  }

  private final class Run {
    private final @Nullable OrganizationId only;
    private final Mode mode;
    private final Consumer<Finding> found;
    private final Consumer<Counts> progress;
    private final BooleanSupplier ended;
    private Counts counts = Counts.NONE;

    Run(
        @Nullable OrganizationId only,
        Mode mode,
        Consumer<Finding> found,
        Consumer<Counts> progress,
        BooleanSupplier ended) {
      this.only = only;
      this.mode = mode;
      this.found = found;
      this.progress = progress;
      this.ended = ended;
    }

    <T> void all(String prefix, Function<String, Optional<T>> name, Function<T, Looked> looking) {
      String after = null;
      boolean more = true;
      while (more) {
        if (ended.getAsBoolean()) {
          counts = counts.plus(new Counts(0, 0, 0, 0, 0, 0, 0, false));
          return;
        }
        Bucket.Page page = bucket.list(prefix, after, PAGE, bucket.begin());
        List<String> keys = page.objects().stream().map(Bucket.Listed::key).toList();
        List<T> names = keys.stream().flatMap(key -> name.apply(key).stream()).toList();
        for (Looked looked : parallel.map(names, looking)) {
          counts = counts.plus(looked.counts());
          looked.findings().forEach(found);
        }
        progress.accept(counts);
        more = page.more() && !keys.isEmpty();
        after = keys.isEmpty() ? null : ObjectKeys.endOfLists(keys.get(keys.size() - 1));
      }
    }

    Looked container(ContainerKey key) {
      String name = ObjectKeys.manifest(key);
      Counts one = new Counts(1, 0, 0, 0, 0, 0, 0, true);
      try {
        for (int attempt = 1; ; attempt++) {
          Deadline deadline = bucket.begin();
          Optional<Manifest> manifest = manifest(key, deadline);
          if (manifest.isEmpty()) {
            return Looked.NOTHING;
          }
          List<String> entries = manifest.get().index();
          List<String> wanted = wanted(manifest.get());
          List<String> lost =
              wanted.stream()
                  .filter(
                      entry -> !entries.contains(entry) || bucket.head(entry, deadline).isEmpty())
                  .toList();
          // A writer that came between has deleted them itself.
          if (lost.isEmpty()
              || attempt == ATTEMPTS
              || manifests.read(key, deadline).map(Manifest::index).equals(Optional.of(entries))) {
            return new Looked(
                one.plus(repaired(key, manifest.get(), wanted, lost)),
                lost.stream()
                    .map(entry -> finding(Problem.LOST_ENTRY, key, entry, "leads to " + name))
                    .toList());
          }
        }
      } catch (CorruptRecordException e) {
        return unreadable(one, finding(Problem.UNREADABLE, key, name, reason(e)));
      } catch (StoreUnavailableException e) {
        return failed(one, finding(Problem.FAILED, key, name, reason(e)), e);
      }
    }

    private Optional<Manifest> manifest(ContainerKey key, Deadline deadline) {
      try {
        return manifests.read(key, deadline);
      } catch (CorruptRecordException e) {
        if (mode == Mode.REPAIR_UNCHECKED) {
          Optional<Manifest> unchecked = manifests.unchecked(key, deadline);
          if (unchecked.isPresent()) {
            return unchecked;
          }
        }
        throw e;
      }
    }

    /** An earlier version could put a container into a list that no reader looks at now. */
    private List<String> wanted(Manifest manifest) {
      return manifest
          .container()
          .map(container -> ObjectKeys.entries(container, manifest.index(), UUID.randomUUID()))
          .orElse(manifest.index());
    }

    private Counts repaired(
        ContainerKey key, Manifest manifest, List<String> wanted, List<String> lost) {
      String name = ObjectKeys.manifest(key);
      Deadline deadline = bucket.beginWrite();
      boolean earlier = !manifest.document().selfContained();
      boolean changes = mode != Mode.CHECK && (earlier || !lost.isEmpty());
      if (changes) {
        index.add(lost, deadline);
      }
      if (changes && !manifest.index().containsAll(wanted)) {
        boolean won =
            manifests.write(
                key,
                Optional.of(manifest),
                UUID.randomUUID(),
                manifest.container(),
                wanted,
                deadline);
        List<String> former = won ? manifest.index() : lost;
        List<String> kept = won ? wanted : manifest.index();
        index.drop(former.stream().filter(entry -> !kept.contains(entry)).toList(), deadline);
      } else if (changes && earlier) {
        ObjectNode node = copy(manifest.document());
        node.put("revision", manifest.latest().number());
        manifests.renew(name, manifest.document(), node, deadline);
      }
      return new Counts(0, 0, lost.size(), earlier ? 1 : 0, 0, 0, changes ? 1 : 0, true);
    }

    Looked apiKey(ApiKeyId id) {
      String name = ObjectKeys.apiKey(id);
      Counts one = new Counts(0, 1, 0, 0, 0, 0, 0, true);
      OrganizationId owner = null;
      try {
        Deadline deadline = bucket.begin();
        Optional<StoredDocument> stored = apiKeys.stored(name, deadline);
        if (stored.isEmpty()) {
          return Looked.NOTHING;
        }
        owner = stored.get().stated("organizationId").flatMap(OrganizationId::parse).orElse(null);
        if (only != null && owner != null && !owner.equals(only)) {
          return Looked.NOTHING;
        }
        Document document = document(name, stored.get());
        requireKey(id, name, document);
        boolean earlier = !document.selfContained();
        boolean changes = mode != Mode.CHECK && earlier;
        if (changes) {
          apiKeys.write(
              name, Optional.of(document), UUID.randomUUID(), copy(document), bucket.beginWrite());
        }
        return new Looked(
            one.plus(new Counts(0, 0, 0, earlier ? 1 : 0, 0, 0, changes ? 1 : 0, true)), List.of());
      } catch (CorruptRecordException e) {
        return unreadable(one, new Finding(Problem.UNREADABLE, owner, null, name, reason(e)));
      } catch (StoreUnavailableException e) {
        return failed(one, new Finding(Problem.FAILED, owner, null, name, reason(e)), e);
      }
    }

    private Document document(String name, StoredDocument stored) {
      if (stored instanceof BrokenDocument broken) {
        return Optional.ofNullable(broken.unchecked())
            .filter(unchecked -> mode == Mode.REPAIR_UNCHECKED)
            .orElseThrow(() -> apiKeys.corrupt(name, broken.reason()));
      }
      return (Document) stored;
    }

    private void requireKey(ApiKeyId id, String name, Document document) {
      try {
        Objects.requireNonNull(R2KeyStore.key(id, document.fields()));
      } catch (IllegalArgumentException e) {
        throw apiKeys.corrupt(name, e);
      }
    }
  }

  private static ObjectNode copy(Document document) {
    ObjectNode node = Documents.newObject();
    document.copyAllBut(Set.of(), node);
    return node;
  }

  private static Looked unreadable(Counts one, Finding finding) {
    return new Looked(one.plus(new Counts(0, 0, 0, 0, 1, 0, 0, true)), List.of(finding));
  }

  /** What is for the operator to put right would fail for every other document, too. */
  private static Looked failed(Counts one, Finding finding, StoreUnavailableException e) {
    if (e instanceof StoreNotSetUpException) {
      throw e;
    }
    return new Looked(one.plus(new Counts(0, 0, 0, 0, 0, 1, 0, true)), List.of(finding));
  }

  private static Finding finding(Problem problem, ContainerKey key, String object, String detail) {
    return new Finding(problem, key.organization(), key.container(), object, detail);
  }

  private static String reason(StoreUnavailableException e) {
    return String.valueOf(e.getMessage());
  }
}
