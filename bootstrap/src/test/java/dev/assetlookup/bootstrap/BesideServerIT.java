package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Distribution.Running;
import dev.assetlookup.bootstrap.handover.StoreFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Commands on an H2 file that a server has open: the server runs them. */
@Tag("long")
final class BesideServerIT {
  private static final String ORG = "org_acme";
  private static final Redirect NOTHING = Redirect.from(Path.of("/dev/null").toFile());

  @TempDir private Path directory;
  private Distribution product;

  @BeforeEach
  void prepare() {
    product = new Distribution(directory);
  }

  @AfterEach
  void stop() {
    product.close();
  }

  private CommandResult done(String... arguments) {
    CommandResult result = product.run(arguments);
    assertThat(result.exit()).as(result.all()).isZero();
    return result;
  }

  private Path socket() {
    return directory.resolve("asset-lookup-data/store.sock");
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> Containers.line(n, ORG, "clip-" + n + ".mp4", "slide.png"))
        .toList();
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static List<CommandResult> each(Distribution product, List<String[]> commands) {
    return commands.stream().map(product::run).toList();
  }

  @Test
  void each_command_says_and_ends_as_it_does_alone() throws IOException {
    Containers.file(directory, "good.jsonl", lines(0, 3));
    Containers.file(directory, "bad.jsonl", "{}", Containers.line(1, ORG, "ä ö.png"), "no");
    Files.createDirectory(directory.resolve("folder"));
    done("import", "good.jsonl");
    done("keys", "create", "--org", ORG, "--scope", "*", "--name", "größer");
    List<String[]> commands =
        List.of(
            new String[] {"import", "bad.jsonl"},
            new String[] {"import", "none.jsonl"},
            new String[] {"import", "folder"},
            new String[] {"export"},
            new String[] {"get", Containers.id(2), "slide", "--org", ORG},
            new String[] {"get", Containers.id(2), "none", "--org", ORG},
            new String[] {"get", "nonsense", "none", "--org", "a b"},
            new String[] {"keys", "list"},
            new String[] {"keys", "list", "--json"},
            new String[] {"keys", "revoke", "AAAAAAAAAAAAAAAA"},
            new String[] {"keys", "kill"},
            new String[] {"sweep", "--dry-run"},
            new String[] {"verify"},
            new String[] {"index", "--org", ORG},
            new String[] {"publish", "folder", "good.jsonl", "--org", ORG},
            new String[] {"schema", "create"},
            new String[] {"schema", "validate"},
            new String[] {"schema", "print"},
            new String[] {"export", "--help"});
    // What the first round stores, the second leaves unchanged.
    each(product, commands);
    List<CommandResult> alone = each(product, commands);
    Running server = product.serve();
    assertThat(each(product, commands)).isEqualTo(alone);
    assertThat(server.terminate()).isZero();
    assertThat(server.err()).isEmpty();
    assertThat(alone.stream().map(CommandResult::exit)).contains(0, 1, 2);
  }

  @Test
  void ten_thousand_lines_stream_in_and_out_while_their_reader_is_slow() throws IOException {
    Running server = product.serve();
    assertThat(Files.getPosixFilePermissions(socket(), LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    List<String> lines = lines(0, 10_000);
    Running importing = product.start("import", "-");
    try (OutputStream in = importing.process().getOutputStream()) {
      in.write(bytes(lines));
    }
    assertThat(importing.awaitExit()).as(importing.err()).isZero();
    assertThat(importing.err()).contains("imported 10,000 containers, 20,000 assets: 10,000 new");

    Running exporting = product.start("export");
    List<String> exported = new ArrayList<>();
    try (BufferedReader out = exporting.out()) {
      exported.add(out.readLine());
      // Meanwhile the export waits for its reader, and the server for nobody.
      done("import", file(lines(10_000, 10_001)).toString());
      out.lines().forEach(exported::add);
    }
    assertThat(exporting.awaitExit()).as(exporting.err()).isZero();
    assertThat(exported).hasSizeBetween(10_000, 10_001);

    String script = "exec \"$0\" export | head -n 1";
    CommandResult first =
        product.execute(List.of("sh", "-c", script, Distribution.launcher().toString()), NOTHING);
    assertThat(first.out()).hasLineCount(1);
    assertThat(server.terminate()).isZero();
    assertThat(socket()).doesNotExist();
  }

  private Path file(List<String> lines) {
    return Containers.file(directory, "some.jsonl", lines);
  }

  @Test
  void an_interrupted_import_leaves_whole_containers_and_the_server_alone() throws Exception {
    Running server = product.serve();
    Running importing = product.start("import", "-");
    OutputStream in = importing.process().getOutputStream();
    in.write(bytes(lines(0, 5_000)));
    in.flush();
    Process interrupt =
        new ProcessBuilder("kill", "-INT", String.valueOf(importing.process().pid())).start();
    assertThat(interrupt.waitFor()).isZero();
    assertThat(importing.awaitExit()).isEqualTo(1);
    assertThat(importing.err()).contains("ended early; run the import again to go on");
    CommandResult exported = done("export");
    assertThat(exported.out().lines().count()).isBetween(1L, 5_000L);
    exported.out().lines().forEach(line -> assertThat(Web.json(line).path("assets")).hasSize(2));
    assertThat(server.terminate()).isZero();
    assertThat(server.err()).isEmpty();
  }

  @Test
  void a_server_that_is_asked_to_end_ends_an_import_which_says_how_to_go_on() throws IOException {
    Running server = product.serve();
    Running importing = product.start("import", "-");
    OutputStream in = importing.process().getOutputStream();
    in.write(bytes(lines(0, 5_000)));
    in.flush();
    assertThat(server.terminate()).isZero();
    assertThat(importing.awaitExit()).isEqualTo(3);
    // On a slow machine it does not end within its time, and is cut off.
    assertThat(importing.err()).contains("the server that r", "again to go on");
    done("import", file(lines(0, 5_000)).toString());
    assertThat(done("export").out()).hasLineCount(5_000);
  }

  @Test
  void a_killed_server_takes_its_commands_along_and_leaves_the_file_to_others() throws IOException {
    Running server = product.serve();
    Running importing = product.start("import", "-");
    OutputStream in = importing.process().getOutputStream();
    in.write(bytes(lines(0, 5_000)));
    in.flush();
    server.kill();
    assertThat(importing.awaitExit()).isEqualTo(3);
    assertThat(importing.err()).contains("has ended", "run the command again");
    assertThat(Files.exists(socket(), LinkOption.NOFOLLOW_LINKS)).as("left behind").isTrue();
    done("import", file(lines(0, 10)).toString());
    product.serve();
    assertThat(done("keys", "list").out()).startsWith("KEY ID");
  }

  @Test
  void a_command_waits_for_another_one_that_has_the_file() throws IOException {
    done("schema", "create");
    Running importing = product.start("import", "-");
    OutputStream in = importing.process().getOutputStream();
    in.write(bytes(lines(0, 1)));
    in.flush();
    StoreFile file = new StoreFile(directory.resolve("asset-lookup-data/store.mv.db"));
    while (!file.isTaken()) {
      Thread.onSpinWait();
    }
    Running listing = product.start("keys", "list");
    in.close();
    assertThat(importing.awaitExit()).as(importing.err()).isZero();
    assertThat(listing.awaitExit()).as(listing.err()).isZero();
  }

  @Test
  void a_second_server_on_the_file_is_refused_at_once() {
    Running server = product.serve();
    CommandResult second = product.run("serve", "--port", "0");
    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.out()).isEmpty();
    assertThat(second.errLines())
        .singleElement()
        .asString()
        .contains("store.mv.db", "another server");
    assertThat(server.terminate()).isZero();
  }

  @Test
  void settings_are_the_clients_but_for_the_grace_of_the_store() throws IOException {
    Running server = product.serve();
    Path plain =
        Files.writeString(
            directory.resolve("plain.jsonl"),
            Containers.line(1, ORG, "a.png").replace("https:", "http:"));
    try (Distribution other = new Distribution(Files.createDirectory(directory.resolve("else")))) {
      // The same file, by another name, from another folder.
      Files.createSymbolicLink(
          directory.resolve("else/link"), directory.resolve("asset-lookup-data"));
      other.with("ASSET_LOOKUP_STORAGE_JDBC_URL", "jdbc:h2:./link/store;CACHE_SIZE=1000");
      CommandResult refused = other.run("import", plain.toString());
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(other.run("import", "../plain.jsonl").err()).startsWith("../plain.jsonl:1: ");
      assertThat(other.run("keys", "list").exit()).isZero();
      other.with("ASSET_LOOKUP_STORAGE_JDBC_PASSWORD", "another");
      CommandResult stranger = other.run("keys", "list");
      assertThat(stranger.exit()).isEqualTo(2);
      assertThat(stranger.err()).contains("storage.jdbc.password").doesNotContain("another");
    }
    assertThat(server.terminate()).isZero();
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(Path.of("/usr/bin/setpriv"));
  }

  /** Of root, who alone can become somebody else. */
  @Test
  @EnabledIf("isRoot")
  void who_may_not_use_the_socket_is_told_so() throws IOException {
    // The folder of the test is root's own; this one others may enter.
    Path open = Files.createTempDirectory("open");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Distribution other = new Distribution(open)) {
      Running server = other.serve();
      assertThat(server.base()).isNotNull();
      List<String> asNobody =
          List.of(
              "setpriv",
              "--reuid=65534",
              "--regid=65534",
              "--clear-groups",
              Distribution.launcher().toString(),
              "keys",
              "list");
      CommandResult blind = other.execute(asNobody, NOTHING);
      assertThat(blind.exit()).as(blind.all()).isEqualTo(2);
      assertThat(blind.errLines())
          .singleElement()
          .asString()
          .contains("no permission to read", "as the user root");
      Path data = open.resolve("asset-lookup-data");
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(
          data.resolve("store.mv.db"), PosixFilePermissions.fromString("rw-r--r--"));
      CommandResult refused = other.execute(asNobody, NOTHING);
      assertThat(refused.exit()).as(refused.all()).isEqualTo(2);
      assertThat(refused.errLines())
          .singleElement()
          .asString()
          .contains("store.mv.db", "only its own user", "as the user root");
    } finally {
      deleteAll(open);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (var entries = Files.walk(folder)) {
      for (Path entry : entries.toList().reversed()) {
        Files.delete(entry);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
