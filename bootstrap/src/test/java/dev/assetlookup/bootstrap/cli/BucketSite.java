package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.s3server.StrictS3Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server with a bucket of media and one of metadata, and commands of this process over them. */
final class BucketSite implements AutoCloseable {
  static final String METADATA = "metadata";
  static final String MEDIA = "media";

  final StrictS3Server server = StrictS3Server.start();
  private final Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  BucketSite(Path directory) {
    this.directory = directory;
    server.createBucket(METADATA);
    server.createBucket(MEDIA);
  }

  /** Runs a command; with a bucket of media, or with the other one only. */
  int run(boolean withMedia, String... command) throws IOException {
    Path config = directory.resolve("r2.yaml");
    Files.writeString(
        config,
        """
        storage:
          type: r2
          r2:
            endpoint: %s
            access-key-id: %s
            secret-access-key: %s
            metadata-bucket: metadata
            patience: PT20S
        """
                .formatted(server.endpoint(), server.accessKeyId(), server.secretAccessKey())
            + (withMedia
                ? "    media-bucket: media\n    public-base-url: https://media.example.com\n"
                : ""));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--config", config.toString()));
    return Main.commandLine(new ProcessConsole())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  /** Imports containers with these ids, of one asset elsewhere each. */
  int importing(String organization, String... ids) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String id : ids) {
      lines.append(
          """
          {"containerId":"%s","organizationId":"%s","assets":[{"url":"https://elsewhere.example/a.png"}]}
          """
              .formatted(id, organization));
    }
    return run(false, "import", file("some.jsonl", lines.toString()));
  }

  String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  /** What the last command printed. */
  String out() {
    return out.toString();
  }

  /** What the last command printed. */
  String err() {
    return err.toString();
  }

  @Override
  public void close() {
    server.close();
  }
}
