package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.container;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every value that a type allows comes back as it was. */
abstract class ValueRules extends ContainerRules {
  ValueRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C13: everything may be as long as its type allows. */
  @Test
  protected void c13_everything_may_be_as_long_as_allowed() {
    OrganizationId organization = new OrganizationId("o".repeat(OrganizationId.MAX_LENGTH));
    ContainerKey key = new ContainerKey(organization, CONTAINER.container());
    AssetDescriptor longest =
        AssetDescriptor.at(longUrl("m"))
            .kind(new Kind("k".repeat(64)))
            .thumbnailUrl(longUrl("t"))
            .mimeType(new MimeType("application/" + "x".repeat(MimeType.MAX_LENGTH - 12)))
            .build();
    Asset asset = new Asset(new AssetId("i".repeat(AssetId.MAX_LENGTH)), longest);
    ContainerDetails details =
        new ContainerDetails(
            "p".repeat(64),
            ContainerStatus.FAILED,
            "\u00e9".repeat(64),
            "\u65e5".repeat(64),
            "\uD83D\uDE80".repeat(5_000),
            "\u65e5".repeat(10_000),
            ApprovalStatus.REJECTED,
            null,
            "\u65e5".repeat(2_000));
    Revision last = new Revision(Long.MAX_VALUE);
    assertRoundTrip(
        new Container(
            key,
            last,
            CREATED,
            details,
            List.of(asset),
            List.of(new SupersededAsset(asset, 0, last, LATER, false, Media.HELD)),
            null));
  }

  /** C14: every status of a container round trips. */
  @Test
  protected void c14_every_status_round_trips() {
    List<Container> containers = new ArrayList<>();
    for (ContainerStatus status : ContainerStatus.values()) {
      for (ApprovalStatus approval : ApprovalStatus.values()) {
        containers.add(
            withDetails(
                new ContainerDetails(null, status, null, null, null, null, approval, null, null)));
      }
    }
    assertRoundTrips(containers);
  }

  /** C16: ids use all 128 bits of their UUID. */
  @Test
  protected void c16_container_ids_use_all_bits() {
    ContainerStore store = empty();
    for (UUID uuid :
        List.of(
            new UUID(0, 0), new UUID(-1, -1), new UUID(1, 0), new UUID(0, 1), new UUID(-1, 0))) {
      Container container = container(new ContainerKey(ACME, new ContainerId(uuid)), 1, List.of());
      create(store, container);
      assertRead(store, container.key(), container);
    }
  }

  private static Container withDetails(ContainerDetails details) {
    return new Container(CONTAINER, new Revision(1), CREATED, details, List.of(), List.of(), null);
  }

  private static MediaUrl longUrl(String fileName) {
    String url = "https://media.example.com/" + fileName;
    return new MediaUrl(url + "x".repeat(MediaUrl.MAX_LENGTH - url.length()));
  }
}
