package dev.assetlookup.benchmarks;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Threads that replace and delete containers over HTTP and remember what was acknowledged. Each
 * container has one writer. Its operations are numbered; the tenth of each ten deletes, each other
 * one publishes a set that is known from the number.
 */
final class Writers {
  private static final Pattern CAPTION = Pattern.compile("\"caption\":\"(\\d+)\"");
  private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");

  private final Trial trial;
  private final long[] sent;
  private final long[] acknowledged;
  private final int threads;
  private final AtomicLong acknowledgements = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private volatile String lastRefusal = "";

  Writers(Trial trial, int threads, int containersEach) {
    this.trial = trial;
    this.threads = threads;
    this.sent = new long[threads * containersEach];
    this.acknowledged = new long[threads * containersEach];
  }

  /** Writes of one round, until they are told to end. */
  final class Round {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> running = new ArrayList<>();

    Round(long pauseMillis) {
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(Thread.ofPlatform().start(() -> write(thread, ended, pauseMillis)));
      }
    }

    void end() throws InterruptedException {
      ended.set(true);
      for (Thread thread : running) {
        thread.join();
      }
    }
  }

  Round start(long pauseMillis) {
    return new Round(pauseMillis);
  }

  long acknowledgements() {
    return acknowledgements.get();
  }

  long refusals() {
    return refusals.get();
  }

  String lastRefusal() {
    return lastRefusal;
  }

  int containers() {
    return sent.length;
  }

  /** What is stored is acknowledged from now on, as when a store begins anew. */
  void forget() {
    for (int n = 0; n < sent.length; n++) {
      sent[n] = 0;
      acknowledged[n] = 0;
    }
  }

  private void write(int thread, AtomicBoolean ended, long pauseMillis) {
    for (int n = thread; !ended.get(); n = n + threads < sent.length ? n + threads : thread) {
      long operation = sent[n] + 1;
      sent[n] = operation;
      try {
        HttpResponse<String> answer =
            operation % 10 == 0 ? trial.delete(path(n)) : trial.put(path(n), json(n, operation));
        if (answer.statusCode() / 100 == 2) {
          acknowledged[n] = operation;
          acknowledgements.incrementAndGet();
        } else {
          lastRefusal = answer.statusCode() + " " + answer.body();
          refusals.incrementAndGet();
        }
        if (pauseMillis > 0) {
          Thread.sleep(pauseMillis);
        }
      } catch (IOException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  static UUID id(int n) {
    return new UUID(0x4000, 0x8000000000000000L + n);
  }

  static String path(int n) {
    return "/v1/content/cnt_" + id(n);
  }

  private static List<String> urls(int n, long operation) {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 1 + (n + 7 * operation) % 12; i++) {
      urls.add("https://media.example.com/" + n + "/version-" + operation + "-" + i + ".mp4");
    }
    urls.add((int) (operation % urls.size()), "https://media.example.com/" + n + "/both.png");
    return urls;
  }

  private static String json(int n, long operation) {
    StringBuilder json = new StringBuilder("{\"caption\":\"" + operation + "\",\"assets\":[");
    String comma = "";
    for (String url : urls(n, operation)) {
      json.append(comma).append("{\"url\":\"").append(url).append("\"}");
      comma = ",";
    }
    return json.append("]}").toString();
  }

  /** What a look at all containers found. */
  record Verdict(long lost, List<String> damage) {}

  /** Reads each container and compares it with what was sent and acknowledged. */
  Verdict verify() throws IOException, InterruptedException {
    long lost = 0;
    List<String> damage = new ArrayList<>();
    for (int n = 0; n < sent.length; n++) {
      HttpResponse<String> answer = trial.get(path(n));
      boolean absent = answer.statusCode() == 404;
      Matcher caption = CAPTION.matcher(answer.body());
      if (!absent && (answer.statusCode() != 200 || !caption.find())) {
        damage.add("container " + n + ": " + answer.statusCode() + " " + answer.body());
        continue;
      }
      long found = absent ? lastAbsent(n) : Long.parseLong(caption.group(1));
      if (found < acknowledged[n]) {
        lost++;
      } else if (found > sent[n] || found < 0) {
        damage.add("container " + n + " is at " + found + ", and " + sent[n] + " was sent");
      } else if (!absent && !urls(answer.body()).equals(urls(n, found))) {
        damage.add("container " + n + " at " + found + " has the assets " + urls(answer.body()));
      }
    }
    return new Verdict(lost, damage);
  }

  /** The latest operation after which the container is absent, -1 if there is none. */
  private long lastAbsent(int n) {
    for (long operation = sent[n]; operation >= acknowledged[n]; operation--) {
      if (operation % 10 == 0) {
        return operation;
      }
    }
    return -1;
  }

  private static List<String> urls(String body) {
    String assets =
        body.substring(body.indexOf("\"assets\":["), body.indexOf("],\"approvalStatus\""));
    List<String> urls = new ArrayList<>();
    for (Matcher url = URL.matcher(assets); url.find(); ) {
      urls.add(url.group(1));
    }
    return urls;
  }
}
