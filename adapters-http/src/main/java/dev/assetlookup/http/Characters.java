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

  private Characters() {}

  private static BitSet lettersDigitsAnd(String others) {
    BitSet set = new BitSet(256);
    set.set('0', '9' + 1);
    set.set('a', 'z' + 1);
    set.set('A', 'Z' + 1);
    others.chars().forEach(set::set);
    return set;
  }

  static boolean areDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
