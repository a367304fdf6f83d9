package dev.assetlookup.s3server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * HTTP/1.1 over sockets of loopback, with a virtual thread for each connection.
 *
 * <p>Not the JDK's server: that one answers {@code Expect: 100-continue} by itself, and cannot
 * reset a connection or leave an answer half sent.
 */
final class HttpListener implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HttpListener.class.getName());
  private static final int BACKLOG = 1024;
  private static final int ONE_WRITE = 16 * 1024;

  /** Decides what to do with a request. */
  interface Handler {
    Reply handle(HttpRequest request) throws InterruptedException;

    /** The answer to what is not a request. */
    HttpResponse refuse(Refusal refusal);
  }

  private final ServerSocket server;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HttpListener(ServerSocket server, Handler handler) {
    this.server = server;
    this.handler = handler;
  }

  static HttpListener start(Handler handler) {
    try {
      ServerSocket server =
          new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
      HttpListener listener = new HttpListener(server, handler);
      listener.threads.execute(listener::accept);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    closeQuietly(server);
    threads.shutdownNow();
    open.forEach(HttpListener::closeQuietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException | RejectedExecutionException e) {
        if (!server.isClosed()) {
          LOG.log(Level.WARNING, "A connection was not accepted", e);
        }
      }
    }
    open.forEach(HttpListener::closeQuietly);
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      exchange(socket);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A connection ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "A request failed", e);
    } finally {
      open.remove(socket);
    }
  }

  private void exchange(Socket socket) throws IOException, InterruptedException {
    HttpReader reader = new HttpReader(socket.getInputStream());
    boolean more = true;
    while (more) {
      try {
        HttpRequest request = reader.next();
        more = request != null && carryOut(handler.handle(request), socket) && request.keepsAlive();
      } catch (Refusal refusal) {
        send(handler.refuse(refusal).with("Connection", "close"), socket.getOutputStream());
        more = false;
      }
    }
  }

  /** Whether the connection goes on. */
  private static boolean carryOut(Reply reply, Socket socket) throws IOException {
    switch (reply) {
      case Reply.Send(HttpResponse answer) -> {
        send(answer, socket.getOutputStream());
        return true;
      }
      case Reply.SendHalf(HttpResponse answer, boolean thenClose) -> {
        sendHalf(answer, socket.getOutputStream());
        if (!thenClose) {
          awaitEnd(socket);
        }
      }
      case Reply.Close(boolean reset) -> {
        if (reset) {
          socket.setSoLinger(true, 0);
        }
      }
      case Reply.Silence() -> awaitEnd(socket);
    }
    return false;
  }

  private static void send(HttpResponse answer, OutputStream out) throws IOException {
    byte[] head = answer.head();
    byte[] body = answer.body();
    if (body.length <= ONE_WRITE) {
      byte[] all = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, all, head.length, body.length);
      out.write(all);
    } else {
      out.write(head);
      out.write(body);
    }
  }

  private static void sendHalf(HttpResponse answer, OutputStream out) throws IOException {
    byte[] head = answer.head();
    byte[] body = answer.body();
    if (body.length == 0) {
      out.write(head, 0, head.length / 2);
    } else {
      out.write(head);
      out.write(body, 0, body.length / 2);
    }
  }

  private static void awaitEnd(Socket socket) throws IOException {
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "A socket did not close", e);
    }
  }
}
