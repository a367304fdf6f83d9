package dev.assetlookup.bootstrap.wire;

import java.util.List;
import java.util.stream.Collectors;

/** Bodies of requests. */
final class Drafts {
  static final String MEDIA = "https://media.example.com/m/";

  private Drafts() {}

  /** A container of these files and nothing else said. */
  static String of(String... files) {
    return with("", files);
  }

  /** A container of these files, and fields that end in a comma. */
  static String with(String fields, String... files) {
    return List.of(files).stream()
        .map(file -> "{\"url\":\"" + MEDIA + file + "\"}")
        .collect(Collectors.joining(",", "{" + fields + "\"assets\":[", "]}"));
  }

  static String batch(String... pairs) {
    return "{\"assets\":[" + String.join(",", pairs) + "]}";
  }
}
