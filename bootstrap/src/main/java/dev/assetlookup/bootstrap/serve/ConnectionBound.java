package dev.assetlookup.bootstrap.serve;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.ProvidedSettings;
import dev.assetlookup.bootstrap.config.R2ManifestSettings;
import dev.assetlookup.bootstrap.config.R2ObjectsSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.http.ServerLimits;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;

/**
 * How many connections of clients this process can hold, so that they leave descriptors for files
 * and the store, and heap for the work.
 */
public final class ConnectionBound {
  private static final Logger LOG = System.getLogger(ConnectionBound.class.getName());
  // Files, the listener, the commands of others, and connections that are being closed.
  private static final long RESERVE = 64;
  private static final int LEAST = 16;
  // A pool of a database, and what a store of another kind may be expected to hold.
  private static final int FEW = 32;

  private ConnectionBound() {}

  /**
   * Takes the number that is set if the process can hold so many, else the number that it can hold.
   *
   * @param settings the server's settings
   * @return the most connections of clients at one time
   */
  public static int of(Settings settings) {
    int possible = Math.clamp(descriptors(settings), LEAST, ServerLimits.connectionsInHeap());
    int wanted = settings.http().maxConnections();
    if (wanted > possible) {
      LOG.log(
          Level.WARNING,
          ("http.max-connections is %d, but heap and descriptors are for %d, which it is now;"
                  + " raise -Xmx or ulimit -n")
              .formatted(wanted, possible));
    }
    return wanted == 0 ? possible : Math.min(wanted, possible);
  }

  private static long descriptors(Settings settings) {
    if (!(ManagementFactory.getOperatingSystemMXBean()
        instanceof UnixOperatingSystemMXBean system)) {
      return Integer.MAX_VALUE;
    }
    long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - RESERVE;
    long ofStore = connectionsOfStore(settings);
    return free - Math.min(ofStore, free / 2);
  }

  private static int connectionsOfStore(Settings settings) {
    return switch (settings.storage()) {
      case R2ManifestSettings manifest -> manifest.connection().connections();
      case R2ObjectsSettings objects -> objects.media().connection().connections();
      case JdbcSettings jdbc -> FEW;
      case ProvidedSettings provided -> FEW;
    };
  }
}
