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
  private Termination() {}

  /** Runs {@code orderly} when the process is asked to end, then returns. */
  static void await(Runnable orderly) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    if (!onSignals(asked)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(asked, done)));
    }
    asked.await();
    try {
      orderly.run();
    } finally {
      done.countDown();
    }
  }

  private static void finish(CountDownLatch asked, CountDownLatch done) {
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
