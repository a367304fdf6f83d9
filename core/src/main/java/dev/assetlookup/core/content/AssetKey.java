package dev.assetlookup.core.content;

/**
 * What identifies an asset in a store.
 *
 * @param container the organization's container
 * @param asset the id within the container
 */
public record AssetKey(ContainerKey container, AssetId asset) {
  @Override
  public String toString() {
    return container + "/" + asset;
  }
}
