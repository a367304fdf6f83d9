package dev.assetlookup.bootstrap.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for SIGTERM or SIGINT without starting the JVM's shutdown, whose hooks would close H2 under
 * the requests in flight. The JDK's signal class is looked up by name, because the compiler warns
 * of it; a JVM without it gets a shutdown hook.
 */
final class Termination {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  private Termination() {}

  /** Listens for the signals from now on: before anybody is told that the server is ready. */
  static Termination listen() {
    Termination termination = new Termination();
    if (!onSignals(termination.asked)) {
      Runtime.getRuntime().addShutdownHook(new Thread(termination::finish));
    }
    return termination;
  }

  /** Runs {@code orderly} when the process is asked to end, then returns. */
  void await(Runnable orderly) throws InterruptedException {
    asked.await();
    try {
      orderly.run();
    } finally {
      done.countDown();
    }
  }

  private void finish() {
    asked.countDown();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean onSignals(CountDownLatch asked) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object countDown =
          Proxy.newProxyInstance(
              Termination.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  asked.countDown();
                }
                return null;
              });
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : new String[] {"TERM", "INT"}) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), countDown);
      }
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
