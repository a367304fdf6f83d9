package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Refuses writes to an H2 file before its disk is full. H2 closes a database that it cannot write,
 * under all who read it; nothing that was acknowledged is lost then, but reads fail again and
 * again.
 */
final class EnoughSpace {
  /** More than a transaction and its share of the indexes take. */
  private static final long NEEDED_BYTES = 32L << 20;

  private static final long MB = 1_000_000;

  private final Path file;
  private final long needed;

  EnoughSpace(Path file) {
    this(file, NEEDED_BYTES);
  }

  EnoughSpace(Path file, long needed) {
    this.file = file;
    this.needed = needed;
  }

  /**
   * Looks after something has failed.
   *
   * @throws StoreUnavailableException if that may be because there is too little
   */
  void explain(RuntimeException failure) {
    if (failure instanceof StoreUnavailableException) {
      check();
    }
  }

  /**
   * Looks before a write.
   *
   * @throws StoreUnavailableException if there is too little, or the file cannot be written
   */
  void check() {
    // A FileStore knows it, too, but first reads the list of all file systems.
    long free = file.toFile().getUsableSpace();
    if (free < needed) {
      throw new StoreUnavailableException(
          "the disk of " + file + " is full: free some space, then writing goes on by itself",
          new IOException(free / MB + " MB are free, and writing needs " + needed / MB + " MB"));
    }
  }
}
