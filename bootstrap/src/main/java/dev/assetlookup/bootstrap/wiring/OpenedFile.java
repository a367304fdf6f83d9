package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that H2 has opened.
 *
 * @param file kept open until H2 has closed it: by closing a file a process gives up its locks on
 *     it, H2's included. No channel, which an interrupt would close.
 * @param key the identity of the file, null if the file system has none
 * @param version the latest that was seen, null if it cannot be read
 */
record OpenedFile(RandomAccessFile file, @Nullable Object key, @Nullable H2FileVersion version) {
  private static final Logger LOG = System.getLogger(IntactFile.class.getName());

  /**
   * Opens it, too.
   *
   * @throws StoreUnavailableException if it is not there any more
   */
  static OpenedFile of(Path path) {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
      return new OpenedFile(file, attributes(path).fileKey(), H2FileVersion.read(file));
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot read " + path, e);
    }
  }

  static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  OpenedFile at(@Nullable H2FileVersion later) {
    return new OpenedFile(file, key, later);
  }

  void close() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a file could not be closed", e);
    }
  }
}
