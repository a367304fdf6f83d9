package dev.assetlookup.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.json.internal.RecordFields;
import dev.assetlookup.json.internal.RecordTree;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * All of a container as the JSON that a store can keep: revision, superseded assets and deletion
 * included. For stores of your own, over files or a key-value database. Thread-safe.
 *
 * <p>It carries neither checksum nor version: whoever needs them stores them beside it.
 */
public final class ContainerRecord {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ContainerRecord() {}

  /**
   * Writes a container so that {@link #read} gives an equal one.
   *
   * @param container any container, deleted ones included
   * @return one JSON object in UTF-8, on one line, without a line end
   */
  public static byte[] write(Container container) {
    try {
      return MAPPER.writeValueAsBytes(RecordTree.write(container, null));
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
  }

  /**
   * Reads a container. Fields that this version does not know are passed over.
   *
   * @param key whose record it is
   * @param json what {@link #write} gave
   * @return the container
   * @throws IllegalArgumentException if it is not the record of that container; a store makes a
   *     {@link dev.assetlookup.core.store.CorruptRecordException} of it
   */
  public static Container read(ContainerKey key, byte[] json) {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
    if (!(node instanceof ObjectNode object)) {
      throw new IllegalArgumentException("it is not a JSON object");
    }
    RecordFields fields = new RecordFields(object);
    if (!RecordTree.isOf(key, fields)) {
      throw new IllegalArgumentException("it is the record of another container");
    }
    return RecordTree.read(key, fields);
  }
}
