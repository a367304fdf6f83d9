package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.KeptConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Readers beside writers, at one or two servers, and commands of other processes. What a writer has
 * got an answer for is the least that whoever asks after it may see.
 */
final class Hammer {
  private static final int READERS = 8;
  private static final int WRITERS = 2;
  private static final int CONTAINERS = 8;
  // However fast it reads.
  private static final int WRITES = 100;
  // Each kill goes through all keys of the organization.
  private static final int MOST_KEYS = 10;
  // Each fifth set of a container is none: it is deleted.
  private static final int DELETION = 5;
  private static final String SITE = "https://media.example.com/";
  private static final Pattern NUMBER = Pattern.compile(Pattern.quote(SITE) + "(\\d+)/slide\\.png");

  private final List<URI> servers;
  private final Commands commands;
  private final long enough;
  private final String owner;
  private volatile Toggled key;
  private final List<Numbered> containers =
      Stream.generate(Numbered::new).limit(CONTAINERS).toList();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicBoolean isOver = new AtomicBoolean();

  /**
   * A hammer.
   *
   * @param commands runs commands in other processes than the servers'
   * @param servers where they answer
   * @param enough how much to read
   */
  Hammer(Commands commands, List<URI> servers, long enough) {
    this.commands = commands;
    this.servers = servers;
    this.enough = enough;
    this.owner = mint("org_race");
    this.key = new Toggled(mint("org_toggled"));
  }

  /** Runs a command to its end. */
  interface Commands {
    CommandResult run(String... arguments);
  }

  /** A key that is good when the number is even. */
  private record Toggled(String text, Numbered state) {
    Toggled(String text) {
      this(text, new Numbered());
    }

    String id() {
      return text.split("_", 4)[2];
    }
  }

  /** Returns what was done; fails at the first answer that is older than it may be. */
  Map<String, String> run() throws Exception {
    List<Future<Long>> threads = new ArrayList<>();
    try (ExecutorService racers = Executors.newCachedThreadPool()) {
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        threads.add(racers.submit(() -> untilOver(new Writer(writer)::once)));
      }
      for (int i = 0; i < READERS; i++) {
        int reader = i;
        threads.add(racers.submit(() -> untilOver(new Reader(reader)::once)));
      }
      threads.add(racers.submit(() -> untilOver(this::command)));
    }
    for (Future<Long> thread : threads) {
      assertThat(thread.get()).isPositive();
    }
    return Map.of("reads", "" + reads, "writes", "" + writes, "rounds of commands", "" + rounds);
  }

  private interface Racer {
    void once() throws Exception;
  }

  /** How often it did what it does. Whoever fails ends all. */
  private long untilOver(Racer racer) throws Exception {
    long times = 0;
    try {
      while (!isOver.get()) {
        racer.once();
        times++;
      }
      return times;
    } finally {
      isOver.set(true);
    }
  }

  private void over(long times) {
    if (times >= enough && writes.get() >= WRITES && rounds.get() > 0) {
      isOver.set(true);
    }
  }

  private String mint(String org) {
    return done("keys", "create", "--org", org, "--scope", "*").strip();
  }

  private String done(String... arguments) {
    CommandResult result = commands.run(arguments);
    assertThat(result.exit()).as(result.all()).isZero();
    return result.out();
  }

  /** One round of what only commands do. */
  private void command() throws Exception {
    Toggled used = key;
    used.state().write(n -> done("keys", "kill", "--org", "org_toggled"));
    done("sweep");
    used.state().write(n -> done("keys", "restore", "--org", "org_toggled"));
    if (rounds.incrementAndGet() < MOST_KEYS) {
      used.state().write(n -> done("keys", "revoke", used.id()));
      key = new Toggled(mint("org_toggled"));
    }
  }

  private static String path(int container) {
    return "/v1/content/" + Containers.id(container);
  }

  private List<KeptConnection> connections() throws IOException {
    List<KeptConnection> connections = new ArrayList<>();
    for (URI server : servers) {
      connections.add(new KeptConnection(server));
    }
    return connections;
  }

  /** Replaces and deletes containers of its own, at either server. */
  private final class Writer {
    private final int number;
    private final SplittableRandom random;
    private final List<KeptConnection> connections = connections();

    Writer(int number) throws IOException {
      this.number = number;
      this.random = new SplittableRandom(number);
    }

    void once() throws Exception {
      int container = random.nextInt(CONTAINERS / WRITERS) * WRITERS + number;
      KeptConnection server = connections.get(random.nextInt(connections.size()));
      containers.get(container).write(n -> write(server, container, n));
      writes.incrementAndGet();
    }

    private void write(KeptConnection server, int container, long n) throws IOException {
      Answer answer =
          n % DELETION == 0
              ? server.send("DELETE", path(container), owner, "")
              : server.send("PUT", path(container), owner, body(n));
      assertThat(answer.status()).as(answer.body()).isIn(200, 201, 204);
    }

    /** Beside the slide there is something that the next set does not have, for sweeps. */
    private String body(long n) {
      return "{\"assets\":[{\"url\":\"%1$s%2$d/slide.png\"},{\"url\":\"%1$s%2$d/%3$d.png\"}]}"
          .formatted(SITE, n, n % DELETION);
    }
  }

  /** Asks in several ways, and holds each answer against what had been written before. */
  private final class Reader {
    private final SplittableRandom random;
    private final List<KeptConnection> connections = connections();
    private final Map<String, Long> tagged = new HashMap<>();

    Reader(int number) throws IOException {
      this.random = new SplittableRandom(100 + number);
    }

    void once() throws IOException {
      KeptConnection server = connections.get(random.nextInt(connections.size()));
      int container = random.nextInt(CONTAINERS);
      switch (random.nextInt(8)) {
        case 0, 1 -> readKey(server, key);
        case 2 -> readContainer(server, container);
        case 3 -> readBatch(server, container);
        case 4, 5 -> readAsset(server, container, "");
        default -> readAgain(server, container);
      }
      over(reads.incrementAndGet());
    }

    private void readKey(KeptConnection server, Toggled asked) throws IOException {
      long least = asked.state().written();
      int status = server.get("/v1/whoami", asked.text(), "").status();
      long most = asked.state().begun();
      assertThat(status).isIn(200, 401, 503);
      long seen = status == 200 ? 0 : 1;
      assertThat(least == most && least % 2 != seen)
          .as("state %d at %d to %d", status, least, most)
          .isFalse();
    }

    private void readContainer(KeptConnection server, int container) throws IOException {
      long least = containers.get(container).written();
      require(server.get(path(container), owner, ""), container, least);
    }

    private void readBatch(KeptConnection server, int container) throws IOException {
      String pair =
          "{\"assets\":[{\"containerId\":\"%s\",\"assetId\":\"slide\"}]}"
              .formatted(Containers.id(container));
      long least = containers.get(container).written();
      require(server.send("POST", "/v1/assets:batchGet", owner, pair), container, least);
    }

    private void readAsset(KeptConnection server, int container, String tag) throws IOException {
      long least = containers.get(container).written();
      Answer answer = server.get(path(container) + "/assets/slide", owner, tag);
      long number = require(answer, container, least);
      if (number > 0) {
        tagged.put(answer.tag(), number);
      }
    }

    /** By a condition that may hold. */
    private void readAgain(KeptConnection server, int container) throws IOException {
      long least = containers.get(container).written();
      String path = path(container) + "/assets/slide";
      Answer first = server.get(path, owner, "");
      long number = require(first, container, least);
      if (number > 0) {
        tagged.clear();
        tagged.put(first.tag(), number);
        readAsset(server, container, first.tag());
      }
    }

    /** The number that the answer has, 0 if there was nothing. */
    private long require(Answer answer, int container, long least) {
      long most = containers.get(container).begun();
      Matcher found = NUMBER.matcher(answer.body());
      if (answer.status() == 304) {
        return requireBetween(least, tagged.getOrDefault(answer.tag(), 0L), most);
      } else if (found.find()) {
        return requireBetween(least, Long.parseLong(found.group(1)), most);
      }
      assertThat(answer.status()).as(answer.body()).isIn(200, 404);
      requireBetween(least, most / DELETION * DELETION, most);
      return 0;
    }

    private static long requireBetween(long least, long seen, long most) {
      assertThat(seen).as("written is %d, begun %d", least, most).isBetween(least, most);
      return seen;
    }
  }
}
