package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Films, sounds and pictures in the ISO base media format, and QuickTime. */
final class IsoMedia {
  private static final String HEIF = "image/heif";
  private static final String HEIF_SEQUENCE = "image/heif-sequence";
  private static final String QUICKTIME = "video/quicktime";
  private static final String QUICKTIME_BRAND = "qt  ";
  // A photo of a Canon camera, with previews in tracks.
  private static final String RAW_PHOTO = "crx ";
  // What a file of QuickTime may begin with, which had no brands at first.
  private static final Set<String> UNBRANDED =
      Set.of("moov", "mdat", "wide", "free", "skip", "pnot");

  private static final Map<String, String> PICTURES =
      byBrand(
          Map.of(
              "image/avif", List.of("avif", "avis", "avio"),
              "image/heic", List.of("heic", "heix", "heim", "heis"),
              "image/heic-sequence", List.of("hevc", "hevx", "hevm", "hevs"),
              "image/avci", List.of("avci"),
              "image/avcs", List.of("avcs")));
  // These say how a picture is stored, and not how it is coded.
  private static final Map<String, String> STRUCTURES =
      byBrand(Map.of(HEIF, List.of("mif1", "mif2", "miaf"), HEIF_SEQUENCE, List.of("msf1")));
  private static final Set<String> SEQUENCES = Set.of("avis", "hevc", "hevx", "msf1");
  private static final Set<String> SOUND_BRANDS = Set.of("M4A ", "M4B ", "M4P ", "F4A ", "F4B ");
  private static final int BRAND = 4;
  private static final int MAX_BRANDS = 64;

  private IsoMedia() {}

  private static Map<String, String> byBrand(Map<String, List<String>> brandsOfTypes) {
    Map<String, String> types = new HashMap<>();
    brandsOfTypes.forEach((type, brands) -> brands.forEach(brand -> types.put(brand, type)));
    return Map.copyOf(types);
  }

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    IsoBox first = IsoBox.at(file, 0, file.size());
    if (first == null) {
      return null;
    }
    if (first.type().equals("ftyp")) {
      List<String> brands = brands(file, first);
      return brands.getFirst().equals(RAW_PHOTO) ? null : read(file, brands);
    }
    if (!UNBRANDED.contains(first.type())) {
      return null;
    }
    IsoParts parts = IsoParts.of(file);
    return parts.movie() == null ? null : movie(file, QUICKTIME_BRAND, parts);
  }

  /** The major brand, then those that are compatible. */
  private static List<String> brands(MediaBytes file, IsoBox box) throws IOException {
    List<String> brands = new ArrayList<>();
    brands.add(file.text(box.start(), BRAND));
    long compatible = box.start() + 2 * BRAND;
    long end = Math.min(box.end(), compatible + MAX_BRANDS * BRAND);
    for (long at = compatible; at + BRAND <= end; at += BRAND) {
      brands.add(file.text(at, BRAND));
    }
    return brands;
  }

  private static MediaProperties read(MediaBytes file, List<String> brands) throws IOException {
    String major = brands.getFirst();
    IsoParts parts = IsoParts.of(file);
    boolean picture =
        PICTURES.containsKey(major)
            || STRUCTURES.containsKey(major)
            || (parts.movie() == null && parts.items() != null && pictureType(brands) != null);
    String type = picture ? pictureType(brands) : null;
    return type == null
        ? movie(file, major, parts)
        : new MediaProperties(type, pictureSize(file, major, parts), null);
  }

  /** The first brand that names a coding, else the structure; null if neither is there. */
  private static @Nullable String pictureType(List<String> brands) {
    String structure = null;
    for (String brand : brands) {
      String coded = PICTURES.get(brand);
      if (coded != null) {
        return coded;
      }
      structure = structure == null ? STRUCTURES.get(brand) : structure;
    }
    return structure;
  }

  private static @Nullable PixelSize pictureSize(MediaBytes file, String major, IsoParts parts)
      throws IOException {
    PixelSize size = null;
    // Browsers show the sequence of a file that is primarily one.
    if (SEQUENCES.contains(major) && parts.movie() != null) {
      size = Movie.read(file, parts.movie()).pictureSize();
    }
    return size != null || parts.items() == null
        ? size
        : HeifItems.primarySize(file, parts.items());
  }

  private static MediaProperties movie(MediaBytes file, String major, IsoParts parts)
      throws IOException {
    if (parts.movie() == null) {
      return new MediaProperties(unknown(major));
    }
    Movie movie = Movie.read(file, parts.movie());
    return new MediaProperties(
        type(major, movie),
        movie.pictureSize(),
        parts.isCut() ? null : movie.durationMs(file, parts.firstFragment()));
  }

  private static String type(String major, Movie movie) {
    boolean picture = movie.hasPicture();
    if (major.equals(QUICKTIME_BRAND) || (!picture && !movie.hasSound())) {
      return unknown(major);
    }
    return (picture ? "video/" : "audio/") + subtype(major);
  }

  /** The type of a file that does not say whether it has pictures or sound alone. */
  private static String unknown(String major) {
    if (major.equals(QUICKTIME_BRAND)) {
      return QUICKTIME;
    }
    if (SOUND_BRANDS.contains(major)) {
      return "audio/mp4";
    }
    String subtype = subtype(major);
    return (subtype.equals("mp4") ? "application/" : "video/") + subtype;
  }

  private static String subtype(String major) {
    if (major.startsWith("3g2")) {
      return "3gpp2";
    }
    // 3gp6 and the like, and their profiles 3ge6, 3gg6, 3gr6, 3gs6.
    return major.startsWith("3g") ? "3gpp" : "mp4";
  }
}
