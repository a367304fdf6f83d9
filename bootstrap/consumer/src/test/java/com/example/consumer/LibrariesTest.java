package com.example.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.InMemoryStore;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibrariesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "core/AssetLookup",
        "json/ContainerRecord",
        "cache/StoreCache",
        "jdbc/JdbcStore",
        "r2/S3Clients",
        "media/MediaReader",
        "http/ContentApi",
        "testkit/ContainerStoreContract"
      })
  void each_is_there_in_the_version_of_the_bom(String type) {
    assertThat(getClass().getResource("/dev/assetlookup/" + type + ".class")).isNotNull();
  }

  @Test
  void an_asset_that_was_published_is_found_as_json() {
    Media media = new Media(new InMemoryStore());
    Caller caller = Caller.of("org_acme", Scope.CONTENT_READ, Scope.CONTENT_WRITE);
    ContainerId container = new ContainerId(new UUID(1, 2));
    PublishContainer.Result published =
        media
            .lookup()
            .publish(
                caller,
                ContainerDraft.builder(container)
                    .asset(
                        AssetDescriptor.at(new MediaUrl("https://media.example.com/slide-3.png"))
                            .build())
                    .build(),
                Precondition.ABSENT);
    AssetId id = ((PublishContainer.Result.Published) published).container().assets().get(0).id();
    assertThat(media.json(caller, container, id))
        .hasValueSatisfying(
            json -> assertThat(json).contains("https://media.example.com/slide-3.png"));
    assertThat(media.json(caller, new ContainerId(new UUID(1, 3)), id)).isEmpty();
  }
}
