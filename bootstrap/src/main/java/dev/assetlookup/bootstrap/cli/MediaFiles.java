package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.FileNames;
import dev.assetlookup.bootstrap.messages.IoReason;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.media.MediaFile;
import dev.assetlookup.r2.objects.NaturalOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files that were asked for: those given, and those directly in the folders given, these in
 * natural order.
 *
 * @param files the files in the order in which they are published
 * @param skipped what of a folder is passed over and why, for people
 * @param problems everything that keeps them from being published, for people
 */
record MediaFiles(List<MediaFile> files, List<String> skipped, List<String> problems) {
  private static final Comparator<Path> ORDER =
      Comparator.comparing(MediaFiles::name, new NaturalOrder());

  /** Copies the lists. */
  public MediaFiles {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
  }

  /**
   * Looks for files. Follows links to files and folders that are given, and to files in folders.
   *
   * @param paths files and folders
   * @param directory what those are relative to that are not absolute
   * @return what there is, and all that is wrong with it
   */
  public static MediaFiles in(List<Path> paths, Path directory) {
    Search search = new Search(directory);
    paths.forEach(search::given);
    search.whole();
    return new MediaFiles(search.files, search.skipped, search.problems);
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : Normalizer.normalize(name.toString(), Normalizer.Form.NFC);
  }

  private static final class Search {
    private final List<MediaFile> files = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Path> names = new HashMap<>();
    private final Path directory;

    Search(Path directory) {
      this.directory = directory;
    }

    private Path at(Path path) {
      return directory.resolve(path);
    }

    void given(Path path) {
      if (Files.isDirectory(at(path))) {
        folder(path);
      } else {
        file(path);
      }
    }

    private void folder(Path folder) {
      List<Path> entries;
      try (Stream<Path> listed = Files.list(at(folder))) {
        entries = listed.map(entry -> folder.resolve(entry.getFileName())).sorted(ORDER).toList();
      } catch (IOException | RuntimeException e) {
        problems.add(folder + ": cannot be listed: " + IoReason.of(e));
        return;
      }
      int before = files.size() + problems.size();
      entries.forEach(this::entry);
      if (files.size() + problems.size() == before) {
        problems.add(folder + ": has no files");
      }
    }

    private void entry(Path path) {
      if (isHidden(path)) {
        skipped.add(path + ": hidden");
      } else if (Files.isDirectory(at(path))) {
        skipped.add(path + ": a folder within a folder; to publish its files, name it");
      } else {
        file(path);
      }
    }

    private boolean isHidden(Path path) {
      try {
        return Files.isHidden(at(path));
      } catch (IOException e) {
        return false;
      }
    }

    private void file(Path path) {
      String name = name(path);
      String problem = problem(at(path), name);
      if (!problem.isEmpty()) {
        problems.add(path + ": " + problem);
        return;
      }
      Path other = names.putIfAbsent(name, path);
      if (other != null) {
        problems.add(path + ": has the same name as " + other);
        return;
      }
      files.add(new MediaFile(at(path), name, path));
    }

    private static String problem(Path path, String name) {
      FileNames names = FileNames.ofProcess();
      if (!names.canExpress(name)) {
        return names.remedy();
      }
      if (!Files.exists(path)) {
        return Files.isSymbolicLink(path) ? "a link to nothing" : "no such file";
      }
      if (!Files.isRegularFile(path)) {
        return "not a regular file";
      }
      if (!Files.isReadable(path)) {
        return "no permission to read it; run this as a user who may";
      }
      try {
        return Files.size(path) == 0 ? "empty" : "";
      } catch (IOException e) {
        return "cannot be read: " + IoReason.of(e);
      }
    }

    void whole() {
      if (files.size() > Container.MAX_ASSETS) {
        problems.add(
            "%,d files; a container holds at most %,d"
                .formatted(files.size(), Container.MAX_ASSETS));
      }
    }
  }
}
