package com.example.consumer;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import dev.assetlookup.json.DescriptorJson;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Looks assets up over a store of the libraries, and prints them as JSON. */
final class Media {
  private final AssetLookup lookup;

  Media(ContainerStore store) {
    this.lookup = AssetLookup.over(store).build();
  }

  static ContainerStore overTables(DataSource dataSource) {
    return new JdbcStore(dataSource, TableNames.DEFAULT);
  }

  static ContainerStore overBucket(S3Client client, Executor executor) {
    return new R2ManifestStore(client, "metadata", executor, Duration.ofSeconds(10));
  }

  AssetLookup lookup() {
    return lookup;
  }

  Optional<String> json(Caller caller, ContainerId container, AssetId asset) {
    return lookup.find(caller, container, asset) instanceof FindAsset.Result.Found found
        ? Optional.of(new String(DescriptorJson.write(found), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
