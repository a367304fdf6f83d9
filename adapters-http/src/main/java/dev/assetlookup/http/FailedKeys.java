package dev.assetlookup.http;

import com.github.benmanes.caffeine.cache.Cache;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.limits.Bucket;
import dev.assetlookup.core.limits.Rate;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down who guesses keys: of an address from which too many were none, further ones are
 * refused unchecked, until the bucket of the address has a permit again. Keys that were accepted
 * here lately are checked as ever, so that a neighbour behind the same address goes on. All of an
 * IPv6 network of /64, which one client may have, count as one address. Thread-safe.
 */
final class FailedKeys {
  // More than a bucket takes to be full.
  private static final Duration REMEMBERED = Duration.ofMinutes(2);

  /** About what an address with its bucket takes. */
  static final int BYTES = 192;

  private final Rate rate;
  private final AuthenticateKey known;
  private final LongSupplier nanos;
  private final Cache<Long, Bucket> addresses;

  /**
   * Begins with no failures.
   *
   * @param rate how many of an address are checked
   * @param known authenticates the keys that were accepted lately
   * @param nanos the time by which buckets fill
   * @param most how many addresses are remembered
   */
  FailedKeys(Rate rate, AuthenticateKey known, LongSupplier nanos, long most) {
    this.rate = rate;
    this.known = known;
    this.nanos = nanos;
    this.addresses = HeapShare.cache(most, REMEMBERED, nanos);
  }

  boolean isEmpty() {
    return addresses.estimatedSize() == 0;
  }

  /** How many addresses are remembered. */
  long size() {
    addresses.cleanUp();
    return addresses.estimatedSize();
  }

  /**
   * The answer to a key from an address that has presented too many others.
   *
   * @param client the address, null if there is none, as for a socket in the file system
   * @param presented the key
   * @return null if it is to be checked
   */
  @Nullable ApiError refusal(@Nullable InetAddress client, String presented) {
    Bucket bucket = client == null ? null : addresses.getIfPresent(network(client));
    long wait = bucket == null ? 0 : bucket.peek(nanos.getAsLong());
    return wait >= 0 || !(known.authenticate(presented) instanceof AuthenticateKey.Result.Rejected)
        ? null
        : ApiError.ADDRESS_TOO_FAST.retryAfter(Permit.seconds(-wait));
  }

  /** Counts a key that was checked and is none. */
  void count(@Nullable InetAddress client) {
    if (client != null) {
      long now = nanos.getAsLong();
      addresses.get(network(client), missing -> Bucket.of(rate, now)).take(now);
    }
  }

  /** No address of IPv6 in use begins like one of IPv4 does here. */
  private static long network(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? bytes.getLong()
        : 0xFFFF_0000_0000L | Integer.toUnsignedLong(bytes.getInt());
  }
}
