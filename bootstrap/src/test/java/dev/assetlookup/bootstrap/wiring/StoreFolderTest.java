package dev.assetlookup.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.cli.Main;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read what a store puts on the disk. */
@Execution(ExecutionMode.CONCURRENT)
final class StoreFolderTest {
  private Path open;

  /** A folder that other users may enter, unlike that of JUnit. */
  @BeforeEach
  void openFolder() throws IOException {
    open = Files.createTempDirectory("open").toRealPath();
    set(open, "rwxr-xr-x");
  }

  @AfterEach
  void delete() throws IOException {
    try (Stream<Path> entries = Files.walk(open)) {
      for (Path entry : entries.toList().reversed()) {
        Files.delete(entry);
      }
    }
  }

  private static void set(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  /** Of all files in the folder, less folders, by their names. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        found.put(entry.getFileName().toString(), permissions(entry));
      }
    }
    return found;
  }

  private static JdbcSettings at(Path folder, String more) {
    return new JdbcSettings(
        "jdbc:h2:file:" + folder.resolve("store") + more, "sa", "", JdbcSettings.SchemaMode.CREATE);
  }

  @Test
  void a_new_store_is_for_its_owner_alone_and_stays_so_when_it_is_written_anew()
      throws IOException {
    Path folder = open.resolve("of/store");
    try (Database database = Database.open(at(folder, ";TRACE_LEVEL_FILE=2;FILE_LOCK=FILE"))) {
      database.compact();
      assertThat(files(folder)).containsKeys("store.mv.db", "store.begun", "store.trace.db");
    }
    assertThat(files(folder).values()).containsOnly("rw-------");
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(open.resolve("of"))).isEqualTo("rwxr-xr-x");
  }

  @Test
  void a_store_that_was_open_to_others_is_closed_to_them() throws IOException {
    Path folder = Files.createDirectory(open.resolve("data"));
    set(folder, "rwxrwxrwx");
    Database.open(at(folder, "")).close();
    set(folder, "rwxr-xr-x");
    set(folder.resolve("store.mv.db"), "rw-r--r--");
    set(Files.createFile(folder.resolve("store.damaged-1.mv.db")), "rw-rw-rw-");
    Database.open(at(folder, "")).close();
    assertThat(files(folder).values()).containsOnly("rw-------");
    assertThat(permissions(folder)).isEqualTo("rwx------");
  }

  @Test
  void a_folder_of_others_and_their_files_stay_as_they_are() throws IOException {
    set(Files.writeString(open.resolve("notes.txt"), "all may read this"), "rw-r--r--");
    set(Files.writeString(open.resolve("store.yaml"), "and this"), "rw-r--r--");
    Database.open(at(open, "")).close();
    assertThat(files(open))
        .containsEntry("notes.txt", "rw-r--r--")
        .containsEntry("store.yaml", "rw-r--r--")
        .containsEntry("store.mv.db", "rw-------");
    assertThat(permissions(open)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void a_repaired_file_and_the_one_that_is_kept_are_for_their_owner_alone() throws IOException {
    Files.createFile(open.resolve("of-others"));
    Database.open(at(open, "")).close();
    Path kept = H2Repair.run(at(open, "")).kept();
    assertThat(permissions(kept)).isEqualTo("rw-------");
    assertThat(permissions(open.resolve("store.mv.db"))).isEqualTo("rw-------");
  }

  @Test
  void a_file_system_without_permissions_is_used_as_it_is() throws IOException {
    URI archive = URI.create("jar:" + open.resolve("archive.zip").toUri());
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      OwnersOnly folder = new OwnersOnly(zip.getPath("/a/folder"));
      OwnersOnly file = new OwnersOnly(zip.getPath("/a/folder/file"));
      assertThat(folder.makeFolder()).isTrue();
      assertThat(folder.makeFolder()).isFalse();
      assertThat(file.makeFile()).isTrue();
      assertThat(file.makeFile()).isFalse();
      assertThat(file.isOpen()).isFalse();
      assertThat(folder.isForEverybody()).isFalse();
      file.close();
      assertThat(file.owner()).isEmpty();
      file.giveTo(Optional.empty());
      assertThat(zip.getPath("/a/folder/file")).exists();
    }
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(Path.of("/usr/bin/setpriv"));
  }

  /** Of root, who alone can become somebody else. */
  @ParameterizedTest
  @ValueSource(strings = {"022", "000"})
  @EnabledIf(value = "isRoot", disabledReason = "only root can try what another user may read")
  void another_user_can_read_nothing_whatever_the_umask(String umask) throws Exception {
    // Somebody else's file keeps the folder open, so that each file has to be closed by itself.
    set(Files.createFile(open.resolve("of-others")), "rw-r--r--");
    for (Path folder : List.of(open, open.resolve("own"))) {
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName(),
              "schema",
              "create");
      List<String> words = new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$@\""));
      words.add("sh");
      words.addAll(command);
      assertThat(exit(words, at(folder, ";TRACE_LEVEL_FILE=2").url())).isZero();
    }
    assertThat(exit(asNobody("ls", open.toString()), "")).isZero();
    assertThat(exit(asNobody("cat", open.resolve("of-others").toString()), "")).isZero();
    assertThat(exit(asNobody("ls", open.resolve("own").toString()), "")).isNotZero();
    for (String name : List.of("store.mv.db", "store.begun", "store.trace.db")) {
      assertThat(open.resolve(name)).exists();
      assertThat(exit(asNobody("cat", open.resolve(name).toString()), "")).as(name).isNotZero();
      assertThat(permissions(open.resolve("own").resolve(name))).isEqualTo("rw-------");
    }
  }

  private static List<String> asNobody(String... command) {
    List<String> words =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    words.addAll(List.of(command));
    return words;
  }

  private int exit(List<String> command, String url) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(open.toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().put("ASSET_LOOKUP_STORAGE_JDBC_URL", url);
    return builder.start().waitFor();
  }
}
