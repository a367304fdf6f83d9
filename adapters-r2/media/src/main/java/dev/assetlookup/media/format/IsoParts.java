package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the boxes are that describe, between those with the samples, which may be of any size.
 *
 * @param firstFragment where to look for fragments, negative if there are none
 * @param isCut whether samples or descriptions are missing at the end
 */
record IsoParts(@Nullable IsoBox movie, @Nullable IsoBox items, long firstFragment, boolean isCut) {
  private static final Set<String> NEEDED = Set.of("moov", "moof", "meta", "mdat");

  static IsoParts of(MediaBytes file) throws IOException {
    IsoBox movie = null;
    IsoBox items = null;
    long fragment = -1;
    boolean cut = false;
    long position = 0;
    try {
      IsoBox box = IsoBox.at(file, position, file.size());
      while (box != null) {
        cut |= !box.isWhole() && NEEDED.contains(box.type());
        if (movie == null && box.type().equals("moov")) {
          movie = box;
        } else if (items == null && box.type().equals("meta")) {
          items = box;
        } else if (fragment < 0 && box.type().equals("moof")) {
          fragment = position;
        }
        position = box.end();
        box = IsoBox.at(file, position, file.size());
      }
    } catch (MalformedException e) {
      // There are too many to look at all of them.
      cut = true;
    }
    return new IsoParts(movie, items, fragment, cut);
  }
}
