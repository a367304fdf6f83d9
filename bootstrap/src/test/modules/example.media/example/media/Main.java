package example.media;

import dev.assetlookup.media.MediaFacts;
import dev.assetlookup.media.MediaFile;
import dev.assetlookup.media.MediaReader;
import java.io.IOException;
import java.nio.file.Path;

/** Reads what a file is. */
final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    MediaFacts facts =
        new MediaReader().read(new MediaFile(path, path.getFileName().toString()), () -> false);
    System.out.println(facts.mimeType() + " " + facts.sizeBytes());
  }
}
