package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.ContainerKey;
import java.util.UUID;

/**
 * The number under which H2 stores the row of a current asset. H2 has a number for each row of a
 * table, and finds a row by it in half the time that the table's key takes. So the number is made
 * from the key; two keys may have the same, so whoever reads by it has to compare the key.
 */
final class RowId {
  /** H2 chooses the number. */
  static final long ANY = 0;

  private static final int ASSET_BITS = 24;
  private static final int BITS = 56;

  private RowId() {}

  /**
   * The number of a current asset, above 0. Those of a container are close together, so that they
   * are stored together. Stored files depend on it: it must not change.
   */
  static long of(ContainerKey container, String asset) {
    UUID uuid = container.container().uuid();
    long owner = hash(container.organization().value());
    long place =
        mix(uuid.getMostSignificantBits() ^ mix(uuid.getLeastSignificantBits() ^ owner))
            << ASSET_BITS;
    long slot = mix(hash(asset)) & ((1L << ASSET_BITS) - 1);
    return ((place | slot) & ((1L << BITS) - 1)) + 1;
  }

  /** FNV-1a, over characters. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Spreads a change of any bit over all: the last step of MurmurHash3. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
