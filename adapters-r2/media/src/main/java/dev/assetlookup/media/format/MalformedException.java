package dev.assetlookup.media.format;

import java.io.IOException;

/** The content of a file is not what its format requires; the file itself can be read. */
final class MalformedException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedException(String message) {
    super(message);
  }
}
