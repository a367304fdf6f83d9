package dev.assetlookup.http;

import java.util.BitSet;

/** The characters that parts of a request may have, by RFC 9110 and RFC 3986. */
final class Characters {
  /** Of a method and of the name of a header. */
  static final BitSet TOKEN = lettersDigitsAnd("!#$%&'*+-.^_`|~");

  /** Of a path with its query. */
  static final BitSet TARGET = lettersDigitsAnd("-._~!$&'()*+,;=:@/?%");

  /** Of a host's name. */
  static final BitSet REGISTERED_NAME = lettersDigitsAnd("-._~!$&'()*+,;=%");

  /** Of a host's address, between its brackets. */
  static final BitSet IP_LITERAL = lettersDigitsAnd("-._~!$&'()*+,;=:");

  private static final BitSet DIGITS = digits();

  private Characters() {}

  private static BitSet digits() {
    BitSet set = new BitSet();
    set.set('0', '9' + 1);
    return set;
  }

  private static BitSet lettersDigitsAnd(String others) {
    BitSet set = new BitSet(256);
    set.set('0', '9' + 1);
    set.set('a', 'z' + 1);
    set.set('A', 'Z' + 1);
    others.chars().forEach(set::set);
    return set;
  }

  // Without streams, which take longer than all else that is done with a request line.

  static boolean areAll(BitSet allowed, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!allowed.get(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean areDigits(String text) {
    return areAll(DIGITS, text);
  }
}
