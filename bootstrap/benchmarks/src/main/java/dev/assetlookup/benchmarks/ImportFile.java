package dev.assetlookup.benchmarks;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Writes a file for {@code asset-lookup import}, and one with the paths of all its assets. */
public final class ImportFile {
  private ImportFile() {}

  /**
   * Writes both files.
   *
   * @param arguments the import file, the file of paths, the number of assets
   * @throws IOException if they cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    int containers = Sample.containers(Integer.parseInt(arguments[2]));
    try (BufferedWriter imports = Files.newBufferedWriter(Path.of(arguments[0]));
        BufferedWriter paths = Files.newBufferedWriter(Path.of(arguments[1]))) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < containers; i++) {
        Container container = Sample.container(i);
        line.setLength(0);
        write(container, line);
        imports.append(line).append('\n');
        for (Asset asset : container.assets()) {
          paths.append("/v1/content/" + container.key().container() + "/assets/" + asset.id());
          paths.append('\n');
        }
      }
    }
  }

  /** By hand: nothing in the sample needs an escape. */
  private static void write(Container container, StringBuilder out) {
    out.append("{\"containerId\":\"").append(container.key().container());
    out.append("\",\"organizationId\":\"").append(container.key().organization());
    out.append("\",\"createdAt\":\"").append(container.createdAt());
    out.append("\",\"assets\":");
    char before = '[';
    for (Asset asset : container.assets()) {
      out.append(before);
      write(asset.descriptor(), out);
      before = ',';
    }
    out.append("]}");
  }

  private static void write(AssetDescriptor descriptor, StringBuilder out) {
    out.append("{\"url\":\"").append(descriptor.url());
    out.append("\",\"kind\":\"").append(descriptor.kind());
    out.append("\",\"thumbnailUrl\":\"").append(Objects.requireNonNull(descriptor.thumbnailUrl()));
    out.append("\",\"mimeType\":\"").append(Objects.requireNonNull(descriptor.mimeType()));
    out.append("\",\"sizeBytes\":").append(Objects.requireNonNull(descriptor.sizeBytes()));
    out.append(",\"width\":").append(Objects.requireNonNull(descriptor.width()));
    out.append(",\"height\":").append(Objects.requireNonNull(descriptor.height()));
    out.append(",\"checksumSha256\":\"");
    out.append(Objects.requireNonNull(descriptor.checksumSha256())).append("\"}");
  }
}
