package dev.assetlookup.r2.objects;

import java.util.Comparator;

/**
 * The order in which people number files: {@code slide-2.png} before {@code slide-10.png}, upper
 * and lower case alike, the same in every locale. Names that differ are never equal: as a last
 * resort their code units are compared. Consistent with equals. Thread-safe.
 */
public final class NaturalOrder implements Comparator<String> {
  /** The order. */
  public NaturalOrder() {}

  @Override
  public int compare(String left, String right) {
    int leftDot = extension(left);
    int rightDot = extension(right);
    // The stem first, so that slide.png comes before slide-2.png.
    int order = parts(left.substring(0, leftDot), right.substring(0, rightDot));
    if (order == 0) {
      order = parts(left.substring(leftDot), right.substring(rightDot));
    }
    return order != 0 ? order : left.compareTo(right);
  }

  private static int extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? dot : name.length();
  }

  /** Compares runs of digits by their value, everything else character by character. */
  private static int parts(String left, String right) {
    int l = 0;
    int r = 0;
    while (l < left.length() && r < right.length()) {
      int leftEnd = digitsEnd(left, l);
      int rightEnd = digitsEnd(right, r);
      int order;
      if (leftEnd > l && rightEnd > r) {
        order = numbers(left.substring(l, leftEnd), right.substring(r, rightEnd));
        l = leftEnd;
        r = rightEnd;
      } else {
        order = Integer.compare(folded(left.codePointAt(l)), folded(right.codePointAt(r)));
        l = left.offsetByCodePoints(l, 1);
        r = right.offsetByCodePoints(r, 1);
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length() - l, right.length() - r);
  }

  private static int digitsEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Compares digits without parsing them: there may be any number of them. */
  private static int numbers(String left, String right) {
    String l = left.replaceFirst("^0+", "");
    String r = right.replaceFirst("^0+", "");
    return l.length() != r.length() ? Integer.compare(l.length(), r.length()) : l.compareTo(r);
  }

  private static int folded(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }
}
