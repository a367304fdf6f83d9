package dev.assetlookup.media;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.media.Expected.Need;
import dev.assetlookup.media.Verifier.Finding;
import dev.assetlookup.media.Verifier.Findings;
import dev.assetlookup.media.Verifier.Problem;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.r2.objects.MediaLocation.File;
import dev.assetlookup.r2.objects.MediaObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Looks for the objects of what is recorded, a batch of containers at a time. */
final class RecordCheck {
  private static final int PAGE = 32;
  // Enough to keep the bucket busy; a container more is held at most.
  private static final int BATCH = 1_000;
  private static final int ATTEMPTS = 3;
  private static final ContainerId FIRST = new ContainerId(new UUID(0, 0));

  private final MediaBucket media;
  private final ContainerStore containers;
  private final @Nullable OrganizationId only;
  private final boolean deep;
  private final InstantSource clock;
  private final NeededKeys needed;
  private final Findings findings;
  private final OutageCheck outages;
  private final OutageCheck mediaOutages;

  RecordCheck(
      MediaBucket media,
      ContainerStore containers,
      @Nullable OrganizationId only,
      boolean deep,
      InstantSource clock,
      NeededKeys needed,
      Findings findings) {
    this.media = media;
    this.containers = containers;
    this.only = only;
    this.deep = deep;
    this.clock = clock;
    this.needed = needed;
    this.findings = findings;
    this.outages = OutageCheck.of(containers);
    this.mediaOutages = new OutageCheck(media::probe);
  }

  /** Whether it came to the end. */
  boolean run(AtOnce store, BooleanSupplier ended) {
    ContainerKey last = null;
    if (only != null) {
      // A scan goes on behind a key, and this may be one.
      last = new ContainerKey(only, FIRST);
      check(read(last).stream().toList(), store, ended);
    }
    while (!ended.getAsBoolean()) {
      List<Scanned> page = containers.scan(last, PAGE);
      List<Scanned> own =
          page.stream()
              .filter(scanned -> only == null || scanned.key().organization().equals(only))
              .toList();
      check(own, store, ended);
      if (page.isEmpty() || own.size() < page.size()) {
        return !ended.getAsBoolean();
      }
      last = page.getLast().key();
    }
    return false;
  }

  private Optional<Scanned> read(ContainerKey key) {
    return outages.attempt(
        () -> containers.read(key).map(Scanned.Whole::new),
        e -> Optional.of(new Scanned.Broken(key, String.valueOf(e.getMessage()))));
  }

  private void check(List<Scanned> page, AtOnce store, BooleanSupplier ended) {
    List<Expected> batch = new ArrayList<>();
    int size = 0;
    for (Scanned scanned : page) {
      findings.counts().containers++;
      switch (scanned) {
        case Scanned.Broken broken -> findings.add(unreadable(broken));
        case Scanned.Whole whole -> {
          Expected expected = Expected.of(whole.container(), media.location());
          findings.counts().assets += expected.assets();
          findings.counts().elsewhere += whole.container().assets().size() - expected.assets();
          batch.add(expected);
          size += expected.objects().size();
        }
      }
      if (size >= BATCH) {
        checkBatch(batch, store, ended);
        batch.clear();
        size = 0;
      }
    }
    checkBatch(batch, store, ended);
  }

  private static Finding unreadable(Scanned.Broken broken) {
    return finding(Problem.UNREADABLE, broken.key(), "record", broken.reason());
  }

  private void checkBatch(List<Expected> batch, AtOnce store, BooleanSupplier ended) {
    if (ended.getAsBoolean()) {
      return;
    }
    Evidence evidence = evidence(batch, store, ended);
    for (Expected expected : batch) {
      if (ended.getAsBoolean()) {
        return;
      }
      remember(expected, evidence.objects());
      confirmed(expected, evidence, store, ended).forEach(findings::add);
    }
    findings.progress();
  }

  /**
   * What the bucket says, by key.
   *
   * @param bytes of those that were to be read
   */
  private record Evidence(Map<String, MediaObject> objects, Map<String, Bytes> bytes) {}

  /** The bytes of an object. */
  private sealed interface Bytes {
    /** They were read. */
    record Read(Sha256 digest) implements Bytes {}

    /** They could not be. */
    record Unread(String reason) implements Bytes {}
  }

  private Evidence evidence(List<Expected> batch, AtOnce store, BooleanSupplier ended) {
    List<Need> needs = batch.stream().flatMap(expected -> expected.objects().stream()).toList();
    Map<String, MediaObject> objects = new HashMap<>();
    media.survey(needs.stream().map(Need::key).distinct().toList()).stream()
        .flatMap(Optional::stream)
        .forEach(object -> objects.put(object.key(), object));
    Map<String, Bytes> bytes = new HashMap<>();
    if (deep) {
      store.each(
          needs.stream()
              .filter(need -> isToRead(need, objects.get(need.key())))
              .map(Need::key)
              .distinct()
              .toList(),
          key -> Map.entry(key, bytes(key)),
          read -> {
            read.getValue().ifPresent(found -> bytes.put(read.getKey(), found));
            findings.progress();
          },
          ended);
    }
    return new Evidence(objects, bytes);
  }

  /** Empty if there is no such object any more. */
  private Optional<Bytes> bytes(String key) {
    return mediaOutages.ask(
        () -> media.digest(key).map(Bytes.Read::new),
        e -> Optional.of(new Bytes.Unread(String.valueOf(e.getMessage()))));
  }

  /** Keeps for the search for orphans what cannot be looked up then. */
  private void remember(Expected expected, Map<String, MediaObject> objects) {
    ContainerKey container = expected.key();
    MediaLocation location = media.location();
    NeededKeys.of(expected.container(), location)
        .filter(
            key ->
                !location.file(key).map(File::container).equals(Optional.of(container.container())))
        .forEach(key -> needed.add(container.organization(), key));
    NeededKeys.ofSuperseded(expected.container(), location).forEach(key -> needed.add(null, key));
    for (Need need : expected.objects()) {
      MediaObject object = objects.get(need.key());
      if (object != null && object.description().organization() == null) {
        needed.add(null, need.key());
      }
    }
  }

  /** What is wrong, and is not so because the record was changed after it was read. */
  private List<Finding> confirmed(
      Expected first, Evidence collected, AtOnce store, BooleanSupplier ended) {
    Expected expected = first;
    List<Finding> found = compare(expected, collected);
    for (int attempt = 1; attempt < ATTEMPTS && !found.isEmpty(); attempt++) {
      switch (read(expected.key()).orElse(null)) {
        case null -> {
          return List.of();
        }
        case Scanned.Broken broken -> {
          return List.of(unreadable(broken));
        }
        case Scanned.Whole whole -> {
          if (whole.container().revision().equals(expected.container().revision())) {
            return found;
          }
          expected = Expected.of(whole.container(), media.location());
          found = compare(expected, evidence(List.of(expected), store, ended));
        }
      }
    }
    return found;
  }

  private List<Finding> compare(Expected expected, Evidence evidence) {
    List<Finding> found = new ArrayList<>();
    for (Need need : expected.objects()) {
      new Comparison(expected.key(), need, found)
          .run(evidence.objects().get(need.key()), evidence.bytes().get(need.key()));
    }
    return found;
  }

  private static boolean isToRead(Need need, @Nullable MediaObject object) {
    return object != null && !need.isThumbnail() && checksum(need.asset(), object) != null;
  }

  /** What the bytes of an object have to be; null if nobody knows. */
  private static @Nullable Sha256 checksum(Asset asset, MediaObject object) {
    Sha256 recorded = asset.descriptor().checksumSha256();
    return recorded != null ? recorded : told(object);
  }

  private static @Nullable Sha256 told(MediaObject object) {
    return object.description() instanceof MediaObject.Described described
        ? described.descriptor().checksumSha256()
        : null;
  }

  private static Finding finding(
      Problem problem, ContainerKey container, String subject, String detail) {
    return new Finding(problem, container.organization(), container.container(), subject, detail);
  }

  /** One asset, or its thumbnail, against its object. */
  private final class Comparison {
    private final ContainerKey container;
    private final Need need;
    private final AssetDescriptor recorded;
    private final List<Finding> found;

    Comparison(ContainerKey container, Need need, List<Finding> found) {
      this.container = container;
      this.need = need;
      this.recorded = need.asset().descriptor();
      this.found = found;
    }

    void run(@Nullable MediaObject object, @Nullable Bytes bytes) {
      if (object == null) {
        if (!recorded.isExpired(clock.instant())) {
          add(
              Problem.MISSING,
              need.isThumbnail() ? "there is no such thumbnail" : "there is no such object");
        }
        return;
      }
      OrganizationId owner = object.description().organization();
      if (owner != null && !owner.equals(container.organization())) {
        add(Problem.OWNER, "belongs to " + owner);
      }
      if (!need.isThumbnail()) {
        compare(object);
        switch (bytes) {
          case null -> {}
          case Bytes.Read(var digest) ->
              differ(Problem.CHECKSUM, checksum(need.asset(), object), "has the checksum", digest);
          case Bytes.Unread(var reason) -> add(Problem.UNREADABLE, reason);
        }
      }
    }

    private void compare(MediaObject object) {
      if (object.description() instanceof MediaObject.Undescribed undescribed) {
        add(Problem.METADATA, undescribed.problem());
      }
      differ(Problem.SIZE, recorded.sizeBytes(), "has a size of", object.sizeBytes());
      differ(Problem.TYPE, lower(recorded.mimeType()), "is of type", lower(object.contentType()));
      differ(Problem.CHECKSUM, recorded.checksumSha256(), "tells the checksum", told(object));
    }

    /** Types are the same in either case. */
    private static @Nullable String lower(@Nullable Object type) {
      return type == null ? null : type.toString().toLowerCase(Locale.ROOT);
    }

    /** What one side does not know does not differ. */
    private void differ(
        Problem problem, @Nullable Object expected, String verb, @Nullable Object is) {
      if (expected != null && is != null && !expected.equals(is)) {
        add(problem, verb + " " + is + " instead of " + expected);
      }
    }

    private void add(Problem problem, String detail) {
      found.add(finding(problem, container, need.asset().id().value(), need.key() + ": " + detail));
    }
  }
}
