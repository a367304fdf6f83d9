package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assetlookup.bootstrap.config.FileNames;
import dev.assetlookup.media.MediaFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFilesTest {
  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.write(path, new byte[] {1});
  }

  private MediaFiles in(String... names) {
    return MediaFiles.in(Arrays.stream(names).map(folder::resolve).toList(), Path.of(""));
  }

  private static List<String> names(MediaFiles files) {
    assertThat(files.problems()).isEmpty();
    return files.files().stream().map(MediaFile::name).toList();
  }

  private static void assertProblem(MediaFiles files, String problem) {
    assertThat(files.problems()).singleElement().asString().contains(problem);
  }

  @Test
  void the_files_of_a_folder_come_in_natural_order_and_what_is_given_in_the_order_given()
      throws IOException {
    for (String name : List.of("z.png", "deck/s-10.png", "deck/s-9.png", "deck/S-1.png", "a.png")) {
      file(name);
    }
    assertThat(names(in("z.png", "deck", "a.png")))
        .containsExactly("z.png", "S-1.png", "s-9.png", "s-10.png", "a.png");
  }

  @Test
  void hidden_files_and_folders_within_a_folder_are_passed_over_and_reported() throws IOException {
    file("deck/a.png");
    file("deck/.DS_Store");
    file("deck/raw/b.png");
    MediaFiles files = in("deck");
    assertThat(names(files)).containsExactly("a.png");
    assertThat(files.skipped())
        .satisfiesExactly(
            hidden -> assertThat(hidden).endsWith(".DS_Store: hidden"),
            within -> assertThat(within).contains("raw: a folder within a folder"));
  }

  @Test
  void a_hidden_file_that_is_given_is_taken() throws IOException {
    file(".cover.png");
    assertThat(names(in(".cover.png"))).containsExactly(".cover.png");
  }

  @Test
  void links_to_files_are_followed() throws IOException {
    Path target = file("elsewhere/original.png");
    file("deck/a.png");
    Files.createSymbolicLink(folder.resolve("deck/b.png"), target);
    Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("deck"));
    assertThat(names(in("linked"))).containsExactly("a.png", "b.png");
  }

  @Test
  void names_are_published_in_nfc() throws IOException {
    file("u\u0308ber.png");
    assertThat(names(in("u\u0308ber.png"))).containsExactly("\u00fcber.png");
  }

  @Test
  void everything_wrong_is_reported_at_once() throws IOException {
    file("deck/a.png");
    file("other/a.png");
    Files.createFile(folder.resolve("deck/empty.png"));
    Files.createSymbolicLink(folder.resolve("deck/gone.png"), folder.resolve("nowhere"));
    Files.createDirectory(folder.resolve("bare"));
    MediaFiles files = in("deck", "other", "bare", "missing.png");
    assertThat(files.problems())
        .satisfiesExactly(
            empty -> assertThat(empty).endsWith("deck/empty.png: empty"),
            gone -> assertThat(gone).endsWith("deck/gone.png: a link to nothing"),
            same -> assertThat(same).contains("other/a.png: has the same name as", "deck/a.png"),
            bare -> assertThat(bare).endsWith("bare: has no files"),
            missing -> assertThat(missing).endsWith("missing.png: no such file"));
  }

  @Test
  void the_same_file_twice_is_a_repeated_name() throws IOException {
    file("a.png");
    assertProblem(in("a.png", "a.png"), "has the same name as");
  }

  @Test
  void what_is_neither_file_nor_folder_is_refused() throws IOException {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket.png")));
      assertProblem(in("socket.png"), "socket.png: not a regular file");
    }
  }

  @Test
  void a_folder_with_nothing_but_hidden_files_has_no_files() throws IOException {
    file("deck/.hidden");
    assertProblem(in("deck"), "deck: has no files");
  }

  /** Such names come from other systems; the JDK cannot make one. */
  @Test
  void a_file_whose_name_is_no_text_is_refused_and_the_others_with_it() throws Exception {
    file("deck/a.png");
    String make = "printf x > \"$(printf 'deck/caf\\351.png')\"";
    Process made = new ProcessBuilder("sh", "-c", make).directory(folder.toFile()).start();
    assertThat(made.waitFor()).isZero();
    MediaFiles files = in("deck");
    assertProblem(files, FileNames.ofProcess().remedy());
    assertProblem(in("caf\uFFFD.png"), FileNames.ofProcess().remedy());
  }

  @Test
  void a_file_without_permission_is_refused() throws IOException {
    Path secret = file("secret.png");
    assertThat(secret.toFile().setReadable(false)).isTrue();
    // Root may read everything.
    assumeThat(Files.isReadable(secret)).isFalse();
    assertProblem(in("secret.png"), "no permission");
  }

  @Test
  void more_files_than_a_container_holds_are_refused() throws IOException {
    for (int i = 0; i <= 10_000; i++) {
      file("deck/" + i);
    }
    assertProblem(in("deck"), "10,001 files; a container holds at most 10,000");
  }
}
