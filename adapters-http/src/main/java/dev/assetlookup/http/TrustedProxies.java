package dev.assetlookup.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that are believed when they say for whom they ask. A header from anybody else is
 * ignored. Of a chain of addresses the last that is no proxy of ours is the client: what is before
 * it, the client may have made up. Immutable.
 */
public final class TrustedProxies {
  /** No proxies: the other end of a connection is the client. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final Pattern FOR =
      Pattern.compile("(?i)(?:^|;)\\s*for\\s*=\\s*(?:\"([^\"]*)\"|([^;\"]*))");

  private final List<AddressRange> ranges;

  private TrustedProxies(List<AddressRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Reads a list of proxies.
   *
   * @param list addresses and ranges such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}, with
   *     commas between; empty for none
   * @return the proxies
   * @throws IllegalArgumentException if a part is neither
   */
  public static TrustedProxies parse(String list) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String part : list.isBlank() ? new String[0] : list.split(",", -1)) {
      ranges.add(AddressRange.parse(part.strip()));
    }
    return new TrustedProxies(ranges);
  }

  /** The address of the client; null if there is none, as for a socket in the file system. */
  @Nullable InetAddress client(Origin origin) {
    InetAddress peer =
        origin.peer().get().address() instanceof InetSocketAddress inet ? inet.getAddress() : null;
    if (peer == null || !isTrusted(peer)) {
      return peer;
    }
    String forwardedFor = origin.forwardedFor();
    String forwarded = origin.forwarded();
    if (forwardedFor == null) {
      return forwarded == null ? peer : last(peer, hops(forwarded));
    }
    InetAddress client = last(peer, List.of(forwardedFor.split(",", -1)));
    // A proxy that writes one of the two may pass on the other as a client made it up.
    return forwarded == null || client.equals(last(peer, hops(forwarded))) ? client : peer;
  }

  private InetAddress last(InetAddress peer, List<String> hops) {
    InetAddress client = peer;
    for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
      InetAddress hop = AddressText.withPort(hops.get(i).strip());
      if (hop == null) {
        return client;
      }
      client = hop;
    }
    return client;
  }

  private static List<String> hops(String forwarded) {
    List<String> hops = new ArrayList<>();
    for (String element : forwarded.split(",", -1)) {
      Matcher node = FOR.matcher(element);
      String quoted = node.find() ? node.group(1) : "";
      hops.add(quoted == null ? node.group(2) : quoted);
    }
    return hops;
  }

  private boolean isTrusted(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TrustedProxies proxies && proxies.ranges.equals(ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
