package dev.assetlookup.http;

import java.net.InetAddress;

/**
 * The addresses that begin with the same bits.
 *
 * @param start the first of them
 * @param bits how many bits that is
 */
record AddressRange(InetAddress start, int bits) {
  /**
   * Reads an address, or one with the number of bits that count.
   *
   * @throws IllegalArgumentException if it is neither, or bits are set that do not count
   */
  static AddressRange parse(String text) {
    String[] parts = text.split("/", 2);
    InetAddress address = AddressText.parse(parts[0]);
    if (address != null) {
      int most = address.getAddress().length * Byte.SIZE;
      int bits = parts.length == 1 ? most : bits(parts[1], most);
      if (bits >= 0 && isStart(address.getAddress(), bits)) {
        return new AddressRange(address, bits);
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is neither an address nor a range such as 10.0.0.0/8 or 2001:db8::/32");
  }

  private static int bits(String text, int most) {
    int bits = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    return bits <= most ? bits : -1;
  }

  private static boolean isStart(byte[] address, int bits) {
    for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
      if (isSet(address, bit)) {
        return false;
      }
    }
    return true;
  }

  boolean contains(InetAddress address) {
    byte[] first = start.getAddress();
    byte[] other = address.getAddress();
    if (other.length != first.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (isSet(first, bit) != isSet(other, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSet(byte[] address, int bit) {
    return (address[bit / Byte.SIZE] & (0x80 >> bit % Byte.SIZE)) != 0;
  }

  @Override
  public String toString() {
    return start.getHostAddress() + "/" + bits;
  }
}
