package dev.assetlookup.bootstrap.serve;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Hears of SIGTERM or SIGINT without starting the JVM's shutdown, whose hooks would close H2 under
 * the work in flight. The JDK's signal class is looked up by name, because the compiler warns of
 * it; a JVM without it ends at once.
 */
public final class Termination {
  private static final Logger LOG = System.getLogger(Termination.class.getName());

  private final CountDownLatch asked = new CountDownLatch(1);

  /** Hears of nothing but {@link #ask}. */
  Termination() {}

  /**
   * Listens for the signals from now on. To be called before the server is announced as ready.
   *
   * @return the requests to end
   */
  public static Termination listen() {
    Termination termination = new Termination();
    onRequest(termination::ask);
    return termination;
  }

  /** As if the process had been asked to end. */
  void ask() {
    asked.countDown();
  }

  /** Runs {@code orderly} when the process is asked to end, then returns. */
  void await(Runnable orderly) throws InterruptedException {
    asked.await();
    orderly.run();
  }

  /**
   * Runs something each time that the process is asked to end.
   *
   * @param asked is run in another thread
   */
  public static void onRequest(Runnable asked) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Termination.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  asked.run();
                }
                return null;
              });
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : new String[] {"TERM", "INT"}) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.DEBUG, "no signals here: the process ends without order", e);
    }
  }
}
