package dev.assetlookup.media.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A box of a file of the ISO base media format (ISO/IEC 14496-12, 4.2) or of QuickTime.
 *
 * @param type four characters
 * @param start where its content begins
 * @param end where it ends, which is within what it stands in
 * @param isWhole false if it claims to be longer than that
 */
record IsoBox(String type, long start, long end, boolean isWhole) {
  /** The version and flags that many a box has before its fields. */
  static final int FULL_HEAD = 4;

  private static final int HEAD = 8;
  private static final int LARGE_HEAD = 16;
  private static final int TO_THE_END = 0;
  private static final int LARGE = 1;

  /** The box at a place, null if there is none. To go on, look at the end of the last one. */
  static @Nullable IsoBox at(MediaBytes file, long position, long limit) throws IOException {
    long rest = limit - position;
    if (rest < HEAD) {
      return null;
    }
    long length = file.u32(position);
    String type = file.text(position + Integer.BYTES, Integer.BYTES);
    int head = HEAD;
    if (length == LARGE && rest >= LARGE_HEAD) {
      head = LARGE_HEAD;
      length = file.i64(position + HEAD);
    } else if (length == TO_THE_END) {
      length = rest;
    }
    if (length < head) {
      return null;
    }
    boolean whole = length <= rest;
    return new IsoBox(type, position + head, whole ? position + length : limit, whole);
  }

  /** The first box of a type in a range, null if there is none. */
  static @Nullable IsoBox find(MediaBytes file, String type, long from, long limit)
      throws IOException {
    IsoBox box = at(file, from, limit);
    while (box != null && !box.type.equals(type)) {
      box = at(file, box.end, limit);
    }
    return box;
  }

  /** Something to do with a box. */
  interface Visitor {
    void visit(IsoBox box) throws IOException;
  }

  /** Visits all boxes of a type in a range, in order. */
  static void each(MediaBytes file, String type, long from, long limit, Visitor visitor)
      throws IOException {
    IsoBox box = find(file, type, from, limit);
    while (box != null) {
      visitor.visit(box);
      box = find(file, type, box.end, limit);
    }
  }

  /** Visits all boxes of a type within this one, in order. */
  void each(MediaBytes file, String type, Visitor visitor) throws IOException {
    each(file, type, start, end, visitor);
  }

  /** The first box of a type within this one, by the types on the way to it; null if none. */
  @Nullable IsoBox child(MediaBytes file, String... path) throws IOException {
    IsoBox box = this;
    for (String type : path) {
      box = box == null ? null : find(file, type, box.start, box.end);
    }
    return box;
  }

  /** The same, where it must be there. */
  IsoBox required(MediaBytes file, String... path) throws IOException {
    IsoBox box = child(file, path);
    if (box == null) {
      throw new MalformedException("has no " + String.join("/", path));
    }
    return box;
  }

  int version(MediaBytes file) throws IOException {
    return file.u8(start);
  }

  int flags(MediaBytes file) throws IOException {
    return file.u24(start + 1);
  }
}
