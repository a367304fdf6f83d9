package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pictures of a file of HEIF or AVIF (ISO/IEC 23008-12). */
final class HeifItems {
  // An index of a property has no more than 15 bits.
  private static final int MAX_PROPERTIES = 1 << 15;
  private static final int QUARTER_TURNS = 3;

  private HeifItems() {}

  /**
   * The size of the picture to show, after its crop and turns, which it says itself: an orientation
   * in its EXIF data only repeats it. The size of a grid of tiles is that of the whole.
   *
   * @param meta the box that describes all
   * @return null if it is not known
   */
  static @Nullable PixelSize primarySize(MediaBytes file, IsoBox meta) throws IOException {
    try {
      // All boxes within are behind a version and flags.
      long start = meta.start() + IsoBox.FULL_HEAD;
      IsoBox inner = new IsoBox(meta.type(), start, meta.end(), meta.isWhole());
      IsoBox primary = inner.required(file, "pitm");
      long item = number(file, primary.start() + IsoBox.FULL_HEAD, primary.version(file) == 0);
      return size(file, properties(file, inner.required(file, "iprp"), item));
    } catch (MalformedException e) {
      return null;
    }
  }

  private static long number(MediaBytes file, long at, boolean small) throws IOException {
    return small ? file.u16(at) : file.u32(at);
  }

  private static List<IsoBox> properties(MediaBytes file, IsoBox all, long item)
      throws IOException {
    List<IsoBox> known = known(file, all.required(file, "ipco"));
    IsoBox box = IsoBox.at(file, all.start(), all.end());
    while (box != null) {
      List<Integer> indexes = box.type().equals("ipma") ? indexes(file, box, item) : List.of();
      if (!indexes.isEmpty()) {
        List<IsoBox> properties = new ArrayList<>();
        for (int index : indexes) {
          // Zero stands for none.
          if (index > known.size()) {
            throw new MalformedException("has no property " + index);
          }
          if (index > 0) {
            properties.add(known.get(index - 1));
          }
        }
        return properties;
      }
      box = IsoBox.at(file, box.end(), all.end());
    }
    throw new MalformedException("has no properties of item " + item);
  }

  private static List<IsoBox> known(MediaBytes file, IsoBox container) throws IOException {
    List<IsoBox> known = new ArrayList<>();
    IsoBox box = IsoBox.at(file, container.start(), container.end());
    while (box != null && known.size() < MAX_PROPERTIES) {
      known.add(box);
      box = IsoBox.at(file, box.end(), container.end());
    }
    return known;
  }

  /** The properties of an item in order; empty if this box has none for it. */
  private static List<Integer> indexes(MediaBytes file, IsoBox box, long wanted)
      throws IOException {
    boolean small = box.version(file) == 0;
    boolean wide = (box.flags(file) & 1) == 1;
    long at = box.start() + IsoBox.FULL_HEAD;
    long entries = file.u32(at);
    at += Integer.BYTES;
    for (long i = 0; i < entries && at < box.end(); i++) {
      long item = number(file, at, small);
      at += small ? Short.BYTES : Integer.BYTES;
      int count = file.u8(at++);
      int width = wide ? Short.BYTES : 1;
      if (item == wanted) {
        List<Integer> indexes = new ArrayList<>();
        for (int j = 0; j < count; j++, at += width) {
          // The highest bit says whether a reader must know the property.
          indexes.add(wide ? file.u16(at) & 0x7FFF : file.u8(at) & 0x7F);
        }
        return indexes;
      }
      at += (long) count * width;
    }
    return List.of();
  }

  /** Transformations are applied in the order in which they stand. */
  private static @Nullable PixelSize size(MediaBytes file, List<IsoBox> properties)
      throws IOException {
    PixelSize size = null;
    for (IsoBox property : properties) {
      if (property.type().equals("ispe") && size == null) {
        size = PixelSize.of(file.u32(property.start() + 4), file.u32(property.start() + 8));
      }
    }
    for (IsoBox property : properties) {
      if (size == null) {
        return null;
      }
      if (property.type().equals("clap")) {
        size = cropped(file, property, size);
      } else if (property.type().equals("irot")
          && (file.u8(property.start()) & QUARTER_TURNS) % 2 == 1) {
        size = size.turned();
      }
    }
    return size;
  }

  /** Null if it is no crop of whole pixels within the picture: readers differ in what they do. */
  private static @Nullable PixelSize cropped(MediaBytes file, IsoBox clap, PixelSize size)
      throws IOException {
    double width = fraction(file, clap.start());
    double height = fraction(file, clap.start() + 8);
    double right = fraction(file, clap.start() + 16);
    double down = fraction(file, clap.start() + 24);
    boolean within =
        2 * Math.abs(right) <= size.width() - width && 2 * Math.abs(down) <= size.height() - height;
    return within && width == Math.rint(width) && height == Math.rint(height)
        ? PixelSize.of((long) width, (long) height)
        : null;
  }

  private static double fraction(MediaBytes file, long at) throws IOException {
    return file.i32(at) / (double) file.u32(at + 4);
  }
}
