package dev.assetlookup.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.json.internal.DescriptorFields;
import dev.assetlookup.json.internal.Json;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the descriptor of one asset as the API answers it. */
public final class DescriptorJson {
  private static final SerializableString CONTAINER_ID = new SerializedString("containerId");
  private static final SerializableString ASSET_ID = new SerializedString("assetId");
  private static final SerializableString KIND = new SerializedString("kind");
  private static final SerializableString URL = new SerializedString("url");
  private static final SerializableString SUPERSEDED_AT = new SerializedString("supersededAt");

  private DescriptorJson() {}

  /**
   * The 200 body: fields in a fixed order, {@code thumbnailUrl} always there, the others left out
   * where they are unknown. The same asset always gives the same bytes.
   *
   * @param found the asset
   * @return one JSON object in UTF-8, without a line end
   */
  public static byte[] write(FindAsset.Result.Found found) {
    return Json.bytes(json -> write(json, found));
  }

  /**
   * Writes the same into a larger document.
   *
   * @param json where to
   * @param found the asset
   * @throws IOException if that fails
   */
  public static void write(JsonGenerator json, FindAsset.Result.Found found) throws IOException {
    write(json, found.container(), found.asset(), found.supersededAt());
  }

  /**
   * Writes a current asset into a larger document.
   *
   * @param json where to
   * @param container whose it is
   * @param asset the asset
   * @throws IOException if that fails
   */
  public static void write(JsonGenerator json, ContainerId container, Asset asset)
      throws IOException {
    write(json, container, asset, null);
  }

  private static void write(
      JsonGenerator json, ContainerId container, Asset asset, @Nullable Instant supersededAt)
      throws IOException {
    json.writeStartObject();
    write(json, CONTAINER_ID, container.toString());
    write(json, ASSET_ID, asset.id().value());
    writeDescriptor(json, asset.descriptor());
    if (supersededAt != null) {
      write(json, SUPERSEDED_AT, supersededAt.toString());
    }
    json.writeEndObject();
  }

  static void writeDescriptor(JsonGenerator json, AssetDescriptor descriptor) throws IOException {
    write(json, KIND, descriptor.kind().value());
    write(json, URL, descriptor.url().value());
    DescriptorFields.write(json, descriptor);
  }

  private static void write(JsonGenerator json, SerializableString name, String value)
      throws IOException {
    json.writeFieldName(name);
    json.writeString(value);
  }
}
