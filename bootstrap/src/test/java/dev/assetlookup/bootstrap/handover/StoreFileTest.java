package dev.assetlookup.bootstrap.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreFileTest {
  @TempDir private Path folder;

  private static Path path(String url) {
    return StoreFile.of(url).orElseThrow().path();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_process_that_has_the_file_is_named() throws IOException {
    StoreFile file = new StoreFile(folder.resolve("store.mv.db"));
    assertThat(file.holder()).isEmpty();
    try (FileChannel channel =
            FileChannel.open(file.path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      // Some file systems lock another file than the one that they show.
      assumeThat(Files.readString(Path.of("/proc/locks")))
          .contains(":" + Files.getAttribute(file.path(), "unix:ino") + " ");
      assertThat(file.holder())
          .hasValueSatisfying(
              process ->
                  assertThat(process)
                      .startsWith("process " + ProcessHandle.current().pid() + " ("));
    }
    assertThat(file.holder()).isEmpty();
  }

  @Test
  void every_spelling_of_a_file_is_that_file() throws IOException {
    Path real = folder.toRealPath();
    Path link = Files.createSymbolicLink(real.resolve("link"), real.resolve("."));
    Path expected = real.resolve("store.mv.db");
    for (int there = 0; there < 2; there++) {
      assertThat(path("jdbc:h2:" + real + "/store")).isEqualTo(expected);
      assertThat(path("jdbc:h2:file:" + real + "/store;CACHE_SIZE=1")).isEqualTo(expected);
      assertThat(path("jdbc:h2:file:" + real + "/./store")).isEqualTo(expected);
      assertThat(path("jdbc:h2:" + link + "/store")).isEqualTo(expected);
      if (there == 0) {
        Files.createFile(expected);
      }
    }
    Files.createSymbolicLink(real.resolve("other.mv.db"), expected);
    assertThat(path("jdbc:h2:" + real + "/other")).isEqualTo(expected);
  }

  @Test
  void a_relative_file_is_in_the_working_directory_and_a_tilde_is_the_home() throws IOException {
    Path here = Path.of("").toRealPath();
    assertThat(path("jdbc:h2:./store")).isEqualTo(here.resolve("store.mv.db"));
    assertThat(path("jdbc:h2:file:./no/folder/yet/store"))
        .isEqualTo(here.resolve("no/folder/yet/store.mv.db"));
    assertThat(path("jdbc:h2:~/store"))
        .isEqualTo(Path.of(System.getProperty("user.home")).toRealPath().resolve("store.mv.db"));
  }

  @Test
  void its_socket_is_beside_it() {
    StoreFile file = new StoreFile(folder.resolve("a.b.mv.db"));
    assertThat(file.socket()).isEqualTo(folder.resolve("a.b.sock"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/test",
        "jdbc:h2:mem:demo",
        "jdbc:h2:mem:",
        "jdbc:h2:tcp://localhost/~/test",
        "jdbc:h2:ssl://localhost/~/test",
        "jdbc:h2:split:20:./store",
        "jdbc:h2:zip:./store.zip!/store",
        "jdbc:h2:"
      })
  void what_is_not_a_plain_file_is_none(String url) {
    assertThat(StoreFile.of(url)).isEmpty();
  }

  @Test
  void it_is_taken_while_its_lock_is_held() throws IOException {
    StoreFile file = new StoreFile(folder.resolve("store.mv.db"));
    assertThat(file.isTaken()).as("before it is there").isFalse();
    Files.createFile(file.path());
    assertThat(file.isTaken()).isFalse();
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(file.isTaken()).isTrue();
    }
    assertThat(file.isTaken()).isFalse();
  }
}
