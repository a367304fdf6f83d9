package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.time.Instant;
import java.util.List;

/** What the rules about sweeping share: containers with something to sweep. */
abstract class SweepRules extends ContainerRules {
  SweepRules(ContainerStoreSetup test) {
    super(test);
  }

  final Container dueAt(Stage stage, int number, Instant since) {
    return dueAt(stage, numbered(number), since);
  }

  /** A container that is due for one stage only. */
  final Container dueAt(Stage stage, ContainerKey key, Instant since) {
    Media media = stage == Stage.RELEASE ? Media.HELD : Media.RELEASED;
    return sweepable(key, new SupersededAsset(asset("a"), 0, new Revision(1), since, false, media));
  }

  final Container sweepable(ContainerKey key, SupersededAsset... superseded) {
    return container(key, 1, List.of(image(key, "now")), superseded);
  }

  final Container revision(long revision, ContainerKey key, SupersededAsset... superseded) {
    return container(key, revision, List.of(image(key, "now")), superseded);
  }

  static Container deletedAt(int time, ContainerKey key, SupersededAsset... superseded) {
    return new Container(
        key,
        new Revision(1),
        CREATED,
        ContainerDetails.COMPLETED,
        List.of(),
        List.of(superseded),
        time(time));
  }

  final SupersededAsset entry(String id, int time, Media media) {
    return new SupersededAsset(asset(id), 0, new Revision(1), time(time), false, media);
  }

  final Asset asset(String id) {
    return image(CONTAINER, id);
  }

  static Instant time(int seconds) {
    return CREATED.plusSeconds(seconds);
  }

  static List<ContainerKey> keysOfDue(List<Due> due) {
    return due.stream().map(Due::key).toList();
  }
}
