package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A reader over files that others put there, which knows an asset's id and URL from its path alone:
 * the contract must be fit for such a one.
 */
class ReadOnlyReaderTest extends AssetReaderContract {
  private static final String BASE = "https://files.example.com/content-container/";

  @Override
  protected AssetReader readerHolding(Map<ContainerKey, List<Asset>> content) {
    Files files = new Files(new HashMap<>(), new HashMap<>());
    content.forEach((key, assets) -> assets.forEach(asset -> files.put(key, asset.descriptor())));
    return files;
  }

  @Override
  protected MediaUrl urlOf(ContainerKey container, String fileName) {
    return new MediaUrl(BASE + container.container().uuid() + "/media/" + fileName);
  }

  private record Files(Map<UUID, OrganizationId> owners, Map<UUID, Map<AssetId, Asset>> files)
      implements AssetReader {
    void put(ContainerKey key, AssetDescriptor descriptor) {
      String path = descriptor.url().value().substring(BASE.length());
      UUID folder = UUID.fromString(path.substring(0, path.indexOf('/')));
      AssetId id = AssetIds.derive(descriptor.url());
      owners.put(folder, key.organization());
      files.computeIfAbsent(folder, f -> new HashMap<>()).put(id, new Asset(id, descriptor));
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Objects.requireNonNull(asset);
      UUID folder = container.container().uuid();
      if (!container.organization().equals(owners.get(folder))) {
        return new Reading.NoSuchContainer();
      }
      Asset found = files.getOrDefault(folder, Map.of()).get(asset);
      return found == null ? new Reading.NoSuchAsset() : new Reading.Present(found, null);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      UUID folder = key.container().uuid();
      return key.organization().equals(owners.get(folder))
          ? Optional.of(
              new Container(
                  key,
                  new Revision(1),
                  Instant.EPOCH,
                  ContainerDetails.COMPLETED,
                  List.copyOf(files.getOrDefault(folder, Map.of()).values()),
                  List.of(),
                  null))
          : Optional.empty();
    }
  }
}
