package dev.assetlookup.json.internal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one JSON factory, whose buffers are shared by all threads. */
public final class Json {
  // Not by thread, Jackson's default: each connection has a virtual thread of its own.
  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build();

  private static final int USUAL_LENGTH = 768;

  private Json() {}

  /** Writes one value. */
  public interface Writer {
    /**
     * Writes it.
     *
     * @param json where to
     * @throws IOException if that fails
     */
    void writeTo(JsonGenerator json) throws IOException;
  }

  /**
   * The UTF-8 text of a value.
   *
   * @param value writes it
   * @return its bytes
   */
  public static byte[] bytes(Writer value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_LENGTH);
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      value.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return out.toByteArray();
  }
}
