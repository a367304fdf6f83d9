package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.OrganizationId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes known what transactions have logged: in memory beside an H2 file, and to listeners. */
final class Announcements {
  private final List<Consumer<OrganizationId>> listeners = new CopyOnWriteArrayList<>();

  /** Before a commit, and instead of one where the transaction is the caller's. */
  void announce(Logged logged) {
    CommittedHeads heads = logged.heads();
    if (heads != null) {
      for (Logged.Entry entry : logged.entries()) {
        heads.announce(entry.organization(), entry.head());
      }
    }
  }

  /** After the commit, before the write returns. */
  void committed(Logged logged) {
    @Nullable CommittedHeads heads = logged.heads();
    for (Logged.Entry entry : logged.entries()) {
      if (heads != null) {
        heads.settle(entry.organization(), entry.head());
      }
    }
    for (Logged.Entry entry : logged.entries()) {
      listeners.forEach(listener -> listener.accept(entry.organization()));
    }
  }

  /** Calls a listener from now on; the result ends it. */
  Runnable listen(Consumer<OrganizationId> listener) {
    // An object of its own for each call, so that ending it ends no other.
    Consumer<OrganizationId> own = organization -> listener.accept(organization);
    listeners.add(own);
    return () -> listeners.remove(own);
  }
}
