package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.s3server.StrictS3Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code verify} and {@code repair} over a metadata bucket, with a media bucket and without. */
class RepairTest {
  private static final String CONTAINER = "cnt_9c855048-b470-42e7-8f1b-032324d48555";

  private final StrictS3Server server = StrictS3Server.start();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  @BeforeEach
  void fill() throws IOException {
    server.createBucket("metadata");
    server.createBucket("media");
    Path line = directory.resolve("one.jsonl");
    Files.writeString(
        line,
        "{\"containerId\":\""
            + CONTAINER
            + "\",\"organizationId\":\"org_acme\","
            + "\"assets\":[{\"url\":\"https://elsewhere.example/a.png\"}]}\n");
    assertThat(run(false, "import", line.toString())).as(err.toString()).isZero();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(boolean withMedia, String... command) throws IOException {
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
        """
                .formatted(server.endpoint(), server.accessKeyId(), server.secretAccessKey())
            + (withMedia
                ? "    media-bucket: media\n    public-base-url: https://media.example.com\n"
                : ""));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line =
        new CommandLine(new RootCommand(new ProcessConsole()))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] arguments = new String[command.length + 2];
    System.arraycopy(command, 0, arguments, 0, command.length);
    arguments[command.length] = "--config";
    arguments[command.length + 1] = config.toString();
    return line.execute(arguments);
  }

  private List<String> entries() {
    return server.keys("metadata", "organizations/org_acme/lists/");
  }

  @Test
  void lost_entries_are_told_by_verify_and_put_back_by_repair() throws IOException {
    List<String> before = entries();
    assertThat(before).hasSize(1);
    server.remove("metadata", before.get(0));

    for (boolean withMedia : List.of(false, true)) {
      assertThat(run(withMedia, "verify")).isEqualTo(1);
      assertThat(out.toString())
          .containsPattern("\nlost_entry +org_acme/" + CONTAINER + " +" + before.get(0));
      assertThat(err.toString())
          .contains("1 entries lost", "`asset-lookup repair` puts the lost entries back");
      assertThat(entries()).isEmpty();
    }

    assertThat(run(false, "repair", "--json")).isZero();
    assertThat(out.toString())
        .contains("\"problem\":\"lost_entry\"", "\"lostEntries\":1", "\"repaired\":1");
    assertThat(err.toString()).startsWith("repaired 1 of 1 documents: 1 entries were lost");
    assertThat(entries()).isEqualTo(before);
    assertThat(run(false, "verify")).as(err.toString()).isZero();
    assertThat(run(true, "verify")).as(err.toString()).isZero();
  }

  @Test
  void a_key_that_cannot_be_read_is_told_by_verify_and_by_repair() throws IOException {
    server.put("metadata", "keys/AAAAAAAAAAAAAAAA.json", new byte[] {1}, "x/y", Map.of());
    assertThat(run(true, "verify")).isEqualTo(1);
    assertThat(out.toString()).containsPattern("\nunreadable +- +keys/AAAAAAAAAAAAAAAA.json");
    assertThat(run(true, "repair")).isEqualTo(1);
    assertThat(err.toString()).contains("1 unreadable");
  }
}
