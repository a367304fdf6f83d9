package dev.assetlookup.bootstrap.wire;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.access.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two servers with connections of their own over one storage, and a third that knows no grace.
 * Shared by the tests, each of which has an organization of its own.
 */
final class Site {
  private static final Map<Store, Site> SITES = new ConcurrentHashMap<>();
  private static final AtomicInteger ORGANIZATIONS = new AtomicInteger();

  private final Instance first;
  private final Instance second;
  private final Instance graceless;

  private Site(Store store) {
    Settings storage = store.newStorage();
    this.first = Instance.of(storage);
    this.second = Instance.of(store.ofAnotherProcess(storage));
    this.graceless = Instance.of(storage, Duration.ZERO, Instance.RETENTION);
  }

  static Site of(Store store) {
    return SITES.computeIfAbsent(store, Site::new);
  }

  Instance first() {
    return first;
  }

  static String newOrganization() {
    return "org_" + ORGANIZATIONS.incrementAndGet();
  }

  /** Clients of a new organization that may do everything, one at each server. */
  Clients newClients() {
    String key = key(newOrganization(), Scope.ALL_DATA, Scope.AUDIT_READ);
    return new Clients(new Client(first, key), new Client(second, key), new Client(graceless, key));
  }

  String key(String organization, Scope... scopes) {
    return first.mint(organization, scopes).text();
  }

  /**
   * Clients with one key.
   *
   * @param first at the first server
   * @param second at the second
   * @param graceless at the one whose grace is zero
   */
  record Clients(Client first, Client second, Client graceless) {
    /** By turns the first and the second. */
    Client turn(long number) {
      return number % 2 == 0 ? first : second;
    }
  }
}
