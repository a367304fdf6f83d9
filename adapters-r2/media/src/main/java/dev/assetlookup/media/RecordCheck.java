package dev.assetlookup.media;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.media.Expected.Need;
import dev.assetlookup.media.Verifier.Discrepancy;
import dev.assetlookup.media.Verifier.Finding;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.r2.objects.MediaLocation.File;
import dev.assetlookup.r2.objects.MediaObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Compares the records with their objects, a batch of containers at a time. */
record RecordCheck(
    MediaBucket media,
    ContainerStore containers,
    OutageCheck outages,
    @Nullable OrganizationId only,
    InstantSource clock,
    EvidenceReader reader,
    NeededKeys needed,
    Findings findings) {
  private static final int PAGE = 32;
  // So many objects keep the bucket busy; a batch exceeds it by one container at most.
  private static final int BATCH = 1_000;
  private static final int ATTEMPTS = 3;
  private static final ContainerId FIRST = new ContainerId(new UUID(0, 0));

  /** Whether it came to the end. */
  boolean run(BoundedExecutor store, BooleanSupplier ended) {
    ContainerKey last = null;
    if (only != null) {
      // A scan begins behind a key, so a container with this one has to be read by itself.
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

  private void check(List<Scanned> page, BoundedExecutor store, BooleanSupplier ended) {
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
    return new Finding(
        Discrepancy.UNREADABLE,
        broken.key().organization(),
        broken.key().container(),
        "record",
        broken.reason());
  }

  private void checkBatch(List<Expected> batch, BoundedExecutor store, BooleanSupplier ended) {
    if (ended.getAsBoolean()) {
      return;
    }
    Evidence evidence = reader.read(batch, store, ended);
    for (Expected expected : batch) {
      if (ended.getAsBoolean()) {
        return;
      }
      remember(expected, evidence.objects());
      confirmed(expected, evidence, store, ended).forEach(findings::add);
    }
    findings.progress();
  }

  /** Remembers the needed objects that the search for orphans cannot look up. */
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

  /** The findings that are not there only because the record has changed since it was read. */
  private List<Finding> confirmed(
      Expected first, Evidence collected, BoundedExecutor store, BooleanSupplier ended) {
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
          found = compare(expected, reader.read(List.of(expected), store, ended));
        }
      }
    }
    return found;
  }

  private List<Finding> compare(Expected expected, Evidence evidence) {
    return expected.objects().stream()
        .flatMap(
            need -> ObjectComparison.of(expected.key(), need, evidence, clock.instant()).stream())
        .toList();
  }
}
