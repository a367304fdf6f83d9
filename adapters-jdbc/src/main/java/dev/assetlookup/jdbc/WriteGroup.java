package dev.assetlookup.jdbc;

import java.util.List;

/** Writes what it is given, all in one transaction. */
interface WriteGroup {
  /** Settles each write, or leaves it alone for somebody else to do. */
  void run(List<QueuedWrite> turn);
}
