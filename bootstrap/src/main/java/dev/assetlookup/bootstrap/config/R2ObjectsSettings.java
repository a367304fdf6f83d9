package dev.assetlookup.bootstrap.config;

import java.util.Optional;

/**
 * A public bucket whose media objects carry their descriptors themselves; read only.
 *
 * @param media the bucket
 * @param keys the private bucket of the API keys, empty if there is none
 */
public record R2ObjectsSettings(MediaSettings media, Optional<String> keys)
    implements StorageSettings {
  @Override
  public String type() {
    return "r2";
  }
}
