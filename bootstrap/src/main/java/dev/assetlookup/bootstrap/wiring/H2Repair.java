package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.handover.StoreFile;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.H2Maintenance;
import dev.assetlookup.jdbc.TableNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a repair of an H2 file did.
 *
 * @param file the repaired file, in the place of the damaged one
 * @param kept where the damaged one is now
 * @param rows how many rows each table has in the repaired file
 * @param damage what is still wrong with it, a line each: what copying rows cannot mend
 */
public record H2Repair(Path file, Path kept, Map<String, Long> rows, List<String> damage) {
  /** Copies the counts and the lines. */
  public H2Repair {
    rows = Map.copyOf(rows);
    damage = List.copyOf(damage);
  }

  /**
   * Writes all rows that can be read into a new file, with new indexes, and puts it in the place of
   * the damaged one, which is kept under another name.
   *
   * @param settings which database
   * @return what was done
   * @throws ConfigurationException if the database is not an H2 file, or one that H2 cannot open
   * @throws StoreUnavailableException if another process has it open, or a step failed; the damaged
   *     file is then still in its place
   */
  public static H2Repair run(JdbcSettings settings) {
    Path file = existing(settings);
    try {
      // For its owner alone: the SQL in it has all data.
      Path folder = Files.createTempDirectory(file.resolveSibling("").toAbsolutePath(), "repair-");
      Path repaired = folder.resolve(file.getFileName());
      Path script = folder.resolve("script.sql");
      try {
        H2Maintenance copy =
            new H2Maintenance(
                H2Url.parse(settings.url()).at(repaired).complete(),
                settings.username(),
                settings.password());
        Map<String, Long> rows;
        try (H2Database damaged = H2Database.open(settings)) {
          rows = damaged.maintenance().copyTo(copy, script);
        }
        List<String> damage = damage(copy);
        Path kept = unused(new StoreFile(file));
        Optional<UserPrincipal> owner = new OwnersOnly(file).owner();
        Files.move(file, kept);
        new OwnersOnly(kept).giveTo(owner);
        new OwnersOnly(repaired).giveTo(owner);
        Files.move(repaired, file, StandardCopyOption.ATOMIC_MOVE);
        return new H2Repair(file, kept, rows, damage);
      } finally {
        Files.deleteIfExists(script);
        Files.deleteIfExists(repaired);
        Files.deleteIfExists(folder);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new StoreUnavailableException("cannot repair " + file, e);
    }
  }

  /**
   * Looks for damage, however long it takes.
   *
   * @param settings which database
   * @return what is wrong, a line each; empty if nothing was found
   * @throws ConfigurationException if the database is not an H2 file, or one that H2 cannot open
   * @throws StoreUnavailableException if another process has it open
   */
  public static List<String> check(JdbcSettings settings) {
    existing(settings);
    try (H2Database database = H2Database.open(settings)) {
      return damage(database.maintenance());
    }
  }

  private static List<String> damage(H2Maintenance maintenance) {
    return maintenance.findDamage(TableNames.DEFAULT, Duration.ofDays(1)).damage();
  }

  private static Path existing(JdbcSettings settings) {
    Optional<Path> file =
        settings.isH2()
            ? H2Url.parse(settings.url()).file().filter(Files::exists)
            : Optional.empty();
    return file.orElseThrow(
        () -> new ConfigurationException("storage.jdbc.url is not that of an H2 file that exists"));
  }

  private static Path unused(StoreFile file) {
    for (int i = 1; ; i++) {
      Path candidate = file.sibling(".damaged-" + i + StoreFile.SUFFIX);
      if (!Files.exists(candidate)) {
        return candidate;
      }
    }
  }
}
