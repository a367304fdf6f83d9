package dev.assetlookup.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Lines of an import. */
public final class Containers {
  private Containers() {}

  /** The id of the n-th container. */
  public static String id(int n) {
    return "cnt_" + new UUID(0x4000L | n << 16, 0x8000_0000_0000_0000L | n);
  }

  /** A container with assets named as given. */
  public static String line(int n, String organization, String... files) {
    String assets =
        Arrays.stream(files)
            .map(file -> "{\"url\":\"" + url(n, file) + "\"}")
            .collect(Collectors.joining(","));
    return """
    {"containerId":"%s","organizationId":"%s","createdAt":"2026-04-17T13:10:00Z","assets":[%s]}\
    """
        .formatted(id(n), organization, assets);
  }

  public static String url(int n, String file) {
    return "https://media.example.com/public-media/" + id(n) + "/media/" + file;
  }

  public static Path file(Path directory, String name, List<String> lines) {
    try {
      return Files.write(directory.resolve(name), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path file(Path directory, String name, String... lines) {
    return file(directory, name, List.of(lines));
  }
}
