package dev.assetlookup.json.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.MediaUrl;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One optional field of a descriptor, with its name and form in JSON and in the metadata of
 * objects. A row of the table {@link DescriptorFields}.
 *
 * @param <T> the type of its value
 */
public final class DescriptorField<T> {
  private static final MediaUrl SOME_URL = new MediaUrl("https://media.example.com/a");

  /** What is special about a field. */
  enum Trait {
    /** Answers and exports say {@code null} where it is unknown; other fields are left out. */
    WRITTEN_AS_NULL,
    /** It says something of the bytes, so that it is not true of others. */
    OF_BYTES,
    /** A property that every object has, and therefore not in its metadata. */
    OF_OBJECT
  }

  private final String name;
  private final SerializableString jsonName;
  private final String metadataName;
  private final ValueForm<T> form;
  private final Function<AssetDescriptor, @Nullable T> reader;
  private final BiConsumer<AssetDescriptor.Builder, T> writer;
  private final Set<Trait> traits;

  DescriptorField(
      String name,
      ValueForm<T> form,
      Function<AssetDescriptor, @Nullable T> reader,
      BiConsumer<AssetDescriptor.Builder, T> writer,
      Trait... traits) {
    this.name = name;
    this.jsonName = new SerializedString(name);
    this.metadataName = metadataName(name);
    this.form = form;
    this.reader = reader;
    this.writer = writer;
    this.traits = Set.of(traits);
  }

  /** Such as {@code checksum-sha256} for {@code checksumSha256}. */
  private static String metadataName(String name) {
    return name.replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
  }

  String name() {
    return name;
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /**
   * Its name in the metadata of an object.
   *
   * @return lower-case words with hyphens between them
   */
  public String metadataName() {
    return metadataName;
  }

  /**
   * Its value in the metadata of an object.
   *
   * @param descriptor where it is
   * @return its text, empty if it is unknown
   */
  public Optional<String> metadata(AssetDescriptor descriptor) {
    return Optional.ofNullable(reader.apply(descriptor)).map(Object::toString);
  }

  /**
   * Reads its value in the metadata of an object.
   *
   * @param text what is there
   * @param into gets the value
   * @return {@code into}
   * @throws IllegalArgumentException if it is none
   */
  public AssetDescriptor.Builder readMetadata(String text, AssetDescriptor.Builder into) {
    writer.accept(into, form.parse(text));
    return into;
  }

  void read(JsonFields fields, AssetDescriptor.Builder into) {
    set(into, form.read(fields, name, this::requireValid));
  }

  void read(RecordFields fields, AssetDescriptor.Builder into) {
    set(into, form.read(fields, name));
  }

  void copy(AssetDescriptor from, AssetDescriptor.Builder into) {
    set(into, reader.apply(from));
  }

  private void set(AssetDescriptor.Builder into, @Nullable T value) {
    if (value != null) {
      writer.accept(into, value);
    }
  }

  /** Tries the value alone, so that what is wrong with it goes by its own name. */
  private void requireValid(T value) {
    AssetDescriptor.Builder some = AssetDescriptor.at(SOME_URL);
    writer.accept(some, value);
    var unused = some.build();
  }

  void write(JsonGenerator json, AssetDescriptor descriptor) throws IOException {
    T value = reader.apply(descriptor);
    if (value != null) {
      json.writeFieldName(jsonName);
      form.write(json, value);
    } else if (is(Trait.WRITTEN_AS_NULL)) {
      json.writeFieldName(jsonName);
      json.writeNull();
    }
  }

  void write(ObjectNode node, AssetDescriptor descriptor) {
    T value = reader.apply(descriptor);
    if (value != null) {
      form.write(node, name, value);
    }
  }
}
