package dev.assetlookup.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads addresses, and never asks a name server. */
final class AddressText {
  // Numbers up to 255: what is none of these, Java takes for a name. No zeros in front, which some
  // read as octal.
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{0,45}:[0-9A-Fa-f:.]{0,45}");
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]*)](:\\d{1,5})?|([^:]*):\\d{1,5}");

  private AddressText() {}

  /** Null if the text is no address of IPv4 or IPv6. */
  static @Nullable InetAddress parse(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Likewise, in brackets or not, and with a port or not. */
  static @Nullable InetAddress withPort(String text) {
    var parts = WITH_PORT.matcher(text);
    if (!parts.matches()) {
      return parse(text);
    }
    return parse(parts.group(1) == null ? parts.group(3) : parts.group(1));
  }
}
