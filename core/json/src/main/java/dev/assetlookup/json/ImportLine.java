package dev.assetlookup.json;

/** What a line of an import says. */
sealed interface ImportLine {
  /** The longest line. */
  int MAX_BYTES = 16 * 1024 * 1024;

  /** Nothing that could be published. */
  record Ended(LineResult result) implements ImportLine {}

  /** A container. */
  record Document(ContainerDocument document, int size) implements ImportLine {}

  /** Reads a line. */
  static ImportLine read(BoundedLines.Line line) {
    byte[] bytes = line.bytes;
    if (bytes == null) {
      return bad("longer than " + MAX_BYTES / (1024 * 1024) + " MiB");
    }
    if (isBlank(bytes)) {
      return new ImportLine.Ended(new LineResult.Nothing());
    }
    // The JSON reader would take UTF-16 as well, but not where its line ends are cut.
    if (contains(bytes, (byte) 0)) {
      return bad("has a NUL byte; is the file not UTF-8, but UTF-16?");
    }
    ContainerDocument.Result reading = ContainerDocument.read(bytes);
    return reading instanceof ContainerDocument.Result.Valid valid
        ? new ImportLine.Document(valid.document(), bytes.length)
        : bad(JsonProblem.join(((ContainerDocument.Result.Invalid) reading).problems().stream()));
  }

  private static ImportLine bad(String reason) {
    return new ImportLine.Ended(new LineResult.Bad(reason));
  }

  private static boolean contains(byte[] line, byte wanted) {
    for (byte b : line) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
