package dev.assetlookup.s3server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The latest requests, oldest first. */
final class Journal {
  static final int CAPACITY = 50_000;

  private final Deque<Recorded> requests = new ArrayDeque<>();
  private final Lock lock = new ReentrantLock();

  void add(Recorded request) {
    lock.lock();
    try {
      if (requests.size() == CAPACITY) {
        requests.removeFirst();
      }
      requests.addLast(request);
    } finally {
      lock.unlock();
    }
  }

  List<Recorded> list() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      requests.clear();
    } finally {
      lock.unlock();
    }
  }
}
