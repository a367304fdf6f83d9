package dev.assetlookup.benchmarks;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an H2 file bears: kills, a full disk, time. The scripts {@code kill-h2.sh}, {@code
 * full-disk.sh} and {@code soak.sh} run it.
 */
public final class H2Trials {
  private static final int THREADS = 8;
  private static final int CONTAINERS_EACH = 12;
  private static final int IMPORTED = 40;
  private static final int LARGE = 2_000;

  /** More than a file may have beyond its content before it is written anew. */
  private static final long GROWTH_BYTES = 20L << 20;

  /** Writes that are acknowledged before a server's last second begins. */
  private static final int WARM = 20;

  private final Trial trial;
  private final Writers writers;
  private final Map<String, Boolean> keys = new LinkedHashMap<>();
  private final Random random = new Random();
  private long commandsDone;
  private long commandsCut;

  private H2Trials(Trial trial) {
    this.trial = trial;
    this.writers = new Writers(trial, THREADS, CONTAINERS_EACH);
  }

  /**
   * Runs one trial.
   *
   * @param arguments its name, the launcher, an empty folder, and a number: of kills, of minutes,
   *     or for a full disk the file whose removal frees space
   * @throws Exception if it could not be run
   */
  public static void main(String[] arguments) throws Exception {
    try (Trial trial = new Trial(Path.of(arguments[1]), Path.of(arguments[2]))) {
      H2Trials trials = new H2Trials(trial);
      boolean good =
          switch (arguments[0]) {
            case "kill" -> trials.kill(Integer.parseInt(arguments[3]));
            case "compaction" -> trials.compaction(Integer.parseInt(arguments[3]));
            case "disk" -> trials.disk(Path.of(arguments[3]));
            case "soak" -> trials.soak(Integer.parseInt(arguments[3]));
            default -> throw new IllegalArgumentException(arguments[0]);
          };
      if (!good) {
        throw new IllegalStateException("failed: see above");
      }
    }
  }

  private void mint() throws IOException, InterruptedException {
    Trial.Result minted =
        trial.run(
            "keys",
            "create",
            "--org",
            Trial.ORG,
            "--scope",
            "content:read",
            "--scope",
            "content:write");
    if (minted.exit() != 0) {
      throw new IllegalStateException("no key: " + minted.err());
    }
    trial.key(minted.out().strip());
  }

  // ---- kills

  private boolean kill(int kills) throws Exception {
    mint();
    long damaged = 0;
    long lost = 0;
    long slowest = 0;
    long millis = 0;
    for (int n = 0; n <= kills; n++) {
      long begun = System.nanoTime();
      List<String> damage = new ArrayList<>();
      if (trial.start()) {
        slowest = Math.max(slowest, (System.nanoTime() - begun) / 1_000_000);
        Writers.Verdict verdict = writers.verify();
        damage.addAll(verdict.damage());
        lost += verdict.lost() + keysLost();
        if (n % 10 == 0 || n == kills) {
          damage.addAll(exported());
        }
      } else {
        damage.add("the server does not start");
      }
      if (!damage.isEmpty()) {
        damaged++;
        keep(damage, damaged);
        System.err.println("kill " + n + ": " + String.join("\n", damage));
        break;
      }
      if (n < kills) {
        millis += untilKilled(200 + random.nextInt(1000));
      }
      if (n > 0 && n % 20 == 0) {
        System.err.println(
            n
                + " kills, "
                + damaged
                + " damaged, "
                + lost
                + " lost, file "
                + trial.fileBytes() / 1_000_000
                + " MB");
      }
    }
    trial.stop();
    System.out.println(
        "kills | damaged | lost acknowledged | commits/s | acknowledged writes, refused;"
            + " commands done, cut; slowest start");
    System.out.println(
        kills
            + " | "
            + damaged
            + " | "
            + lost
            + " | "
            + writers.acknowledgements() * 1000 / Math.max(1, millis)
            + " | "
            + writers.acknowledgements()
            + ", "
            + writers.refusals()
            + "; "
            + commandsDone
            + ", "
            + commandsCut
            + "; "
            + slowest
            + " ms");
    if (writers.refusals() > 0) {
      System.out.println("last refusal: " + writers.lastRefusal());
    }
    return damaged == 0 && lost == 0;
  }

  // ---- kills while the file is written anew

  /** A server that ends writes a file that has grown anew, and is killed while it does. */
  private boolean compaction(int kills) throws Exception {
    mint();
    // So that the writing takes a while.
    Trial.Result imported = trial.run("import", largeFile().toString());
    if (imported.exit() != 0) {
      throw new IllegalStateException("no content: " + imported.err());
    }
    Path temporary = trial.file().resolveSibling("store.mv.db.tempFile");
    long damaged = 0;
    long lost = 0;
    long during = 0;
    for (int n = 0; n <= kills && damaged == 0; n++) {
      if (!trial.start()) {
        keep(List.of("the server does not start"), ++damaged);
        break;
      }
      Writers.Verdict verdict = writers.verify();
      List<String> damage = new ArrayList<>(verdict.damage());
      lost += verdict.lost();
      if (n % 10 == 0 || n == kills) {
        damage.addAll(exported());
      }
      if (!damage.isEmpty()) {
        keep(damage, ++damaged);
        System.err.println("kill " + n + ": " + String.join("\n", damage));
      } else if (n < kills) {
        grow();
        Process server = trial.server();
        server.toHandle().destroy();
        while (server.isAlive() && !Files.exists(temporary)) {
          Thread.onSpinWait();
        }
        Thread.sleep(random.nextInt(150));
        trial.kill();
        during += Files.exists(temporary) ? 1 : 0;
      }
    }
    trial.stop();
    System.out.println("kills | while the new file was written | damaged | lost | acknowledged");
    System.out.println(
        kills
            + " | "
            + during
            + " | "
            + damaged
            + " | "
            + lost
            + " | "
            + writers.acknowledgements());
    return damaged == 0 && lost == 0;
  }

  /** Until the file is large enough to be written anew. */
  private void grow() throws InterruptedException {
    long enough = trial.fileBytes() * 3 / 2 + GROWTH_BYTES;
    Writers.Round round = writers.start(0);
    while (trial.fileBytes() < enough && trial.server().isAlive()) {
      Thread.sleep(20);
    }
    round.end();
  }

  private Path largeFile() throws IOException {
    Path file = trial.file().resolveSibling("../large.jsonl").normalize();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LARGE; i++) {
      lines.append(
          "{\"containerId\":\"%s\",\"organizationId\":\"org_large\",\"assets\":["
              .formatted(Writers.id(2_000_000 + i)));
      for (int asset = 0; asset < 20; asset++) {
        String url = "https://media.example.com/large/%d-%d.png".formatted(i, asset);
        lines.append(asset == 0 ? "" : ",").append("{\"url\":\"").append(url).append("\"}");
      }
      lines.append("]}\n");
    }
    Files.writeString(file, lines);
    return file;
  }

  /** Writes and commands side by side, until the server is killed; tells how long was written. */
  private long untilKilled(long life) throws Exception {
    long before = writers.acknowledgements();
    Thread commands = Thread.ofPlatform().start(this::commands);
    Writers.Round round = writers.start(0);
    long begun = System.nanoTime();
    try {
      // On a slow machine the first writes alone would take as long as the server lives.
      while (writers.acknowledgements() < before + WARM
          && System.nanoTime() - begun < 30_000_000_000L) {
        Thread.sleep(5);
      }
      Thread.sleep(life);
      trial.kill();
    } finally {
      round.end();
    }
    long millis = (System.nanoTime() - begun) / 1_000_000;
    commands.join();
    return millis;
  }

  /** One command beside the server: it is done, or its server is killed under it. */
  private void commands() {
    try {
      String known = keys.keySet().stream().reduce((first, last) -> last).orElse("");
      Trial.Result result;
      switch (random.nextInt(4)) {
        case 0 -> {
          result = trial.run("keys", "create", "--org", "org_keys", "--scope", "content:read");
          if (result.exit() == 0) {
            keys.put(result.out().strip().substring("lp_live_".length()).substring(0, 16), true);
          }
        }
        case 1 -> {
          result = known.isEmpty() ? trial.run("sweep") : trial.run("keys", "revoke", known);
          if (result.exit() == 0 && !known.isEmpty()) {
            keys.put(known, false);
          }
        }
        case 2 -> result = trial.run("sweep");
        default -> result = trial.run("import", importFile().toString());
      }
      if (result.exit() == 0) {
        commandsDone++;
      } else {
        commandsCut++;
      }
    } catch (IOException e) {
      commandsCut++;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path importFile() throws IOException {
    Path file = trial.file().resolveSibling("../import.jsonl").normalize();
    StringBuilder lines = new StringBuilder();
    long version = System.nanoTime();
    for (int i = 0; i < IMPORTED; i++) {
      lines
          .append("{\"containerId\":\"")
          .append(Writers.id(1_000_000 + i))
          .append("\",\"organizationId\":\"org_import\",\"caption\":\"")
          .append(version)
          .append("\",\"assets\":[{\"url\":\"https://media.example.com/")
          .append(version)
          .append(".png\"}]}\n");
    }
    Files.writeString(file, lines);
    return file;
  }

  private long keysLost() throws IOException, InterruptedException {
    if (keys.isEmpty()) {
      return 0;
    }
    // Not after each kill: a command takes longer than a round.
    if (random.nextInt(10) != 0) {
      return 0;
    }
    Trial.Result list = trial.run("keys", "list", "--org", "org_keys");
    long lost = 0;
    for (Map.Entry<String, Boolean> key : keys.entrySet()) {
      String row =
          list.out().lines().filter(line -> line.startsWith(key.getKey())).findFirst().orElse("");
      boolean revoked = !key.getValue();
      if (row.isEmpty() || (revoked && !row.contains("revoked"))) {
        System.err.println("key " + key + " is lost: " + row + list.err());
        lost++;
      }
    }
    return lost;
  }

  private List<String> exported() throws IOException, InterruptedException {
    Trial.Result export = trial.run("export");
    return export.exit() == 0 ? List.of() : List.of("export ends with: " + export.err());
  }

  private void keep(List<String> damage, long number) throws IOException, InterruptedException {
    trial.kill();
    Path kept = trial.file().resolveSibling("damaged-" + number + ".mv.db");
    Files.copy(trial.file(), kept, StandardCopyOption.REPLACE_EXISTING);
    Files.write(trial.file().resolveSibling("damaged-" + number + ".txt"), damage);
  }

  // ---- a full disk

  private boolean disk(Path filler) throws Exception {
    mint();
    if (!trial.start()) {
      throw new IllegalStateException("the server does not start");
    }
    AtomicBoolean ended = new AtomicBoolean();
    AtomicLong read = new AtomicLong();
    AtomicLong unread = new AtomicLong();
    Thread reader = Thread.ofPlatform().start(() -> read(ended, read, unread));
    boolean resumed;
    Writers.Round round = writers.start(0);
    try {
      long end = System.nanoTime() + 120_000_000_000L;
      while (writers.refusals() == 0 && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      System.out.println(
          "full after "
              + writers.acknowledgements()
              + " acknowledged writes, file "
              + trial.fileBytes() / 1_000_000
              + " MB: "
              + writers.lastRefusal());
      long before = read.get();
      long unreadBefore = unread.get();
      Thread.sleep(5000);
      System.out.println(
          "5 s of a full disk: "
              + (read.get() - before)
              + " reads answered, "
              + (unread.get() - unreadBefore)
              + " not; "
              + writers.refusals()
              + " writes refused");
      Files.delete(filler);
      long refused = writers.acknowledgements();
      end = System.nanoTime() + 60_000_000_000L;
      while (writers.acknowledgements() < refused + 200 && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      resumed = writers.acknowledgements() >= refused + 200;
      System.out.println(
          resumed ? "space was freed: writes go on" : "space was freed: writes do not go on");
      trial.kill();
    } finally {
      round.end();
    }
    ended.set(true);
    reader.join();
    boolean starts = trial.start();
    Writers.Verdict verdict =
        starts ? writers.verify() : new Writers.Verdict(0, List.of("no start"));
    System.out.println(
        "acknowledged "
            + writers.acknowledgements()
            + " | lost "
            + verdict.lost()
            + " | damaged "
            + verdict.damage().size()
            + " "
            + verdict.damage());
    if (starts) {
      trial.stop();
    }
    return resumed && verdict.lost() == 0 && verdict.damage().isEmpty();
  }

  private void read(AtomicBoolean ended, AtomicLong read, AtomicLong unread) {
    while (!ended.get()) {
      try {
        HttpResponse<String> answer = trial.get(Writers.path(random.nextInt(writers.containers())));
        (answer.statusCode() == 200 || answer.statusCode() == 404 ? read : unread)
            .incrementAndGet();
      } catch (IOException e) {
        unread.incrementAndGet();
        if (!trial.server().isAlive()) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  // ---- time

  private boolean soak(int minutes) throws Exception {
    mint();
    boolean good = true;
    System.out.println("minute | resident MB | file MB | acknowledged | refused | lost | damaged");
    for (int minute = 0; minute < minutes && good; minute++) {
      if (minute % 5 == 0) {
        // Closed and opened: every other time as by a crash.
        if (minute > 0 && minute % 10 == 0) {
          trial.kill();
        } else if (minute > 0) {
          trial.stop();
        }
        if (!trial.start()) {
          System.out.println("the server does not start");
          return false;
        }
      }
      Writers.Round round = writers.start(100);
      try {
        Trial.Result minted =
            trial.run("keys", "create", "--org", "org_keys", "--scope", "content:read");
        if (minted.exit() == 0) {
          String id = minted.out().strip().substring("lp_live_".length()).substring(0, 16);
          good &= trial.run("keys", "revoke", id).exit() == 0;
        } else {
          System.out.println("no key: " + minted.err());
        }
        Trial.Result imported = trial.run("import", importFile().toString());
        if (imported.exit() != 0) {
          System.out.println("import: " + imported.err());
        }
        Thread.sleep(50_000);
      } finally {
        round.end();
      }
      Writers.Verdict verdict = writers.verify();
      good &= verdict.lost() == 0 && verdict.damage().isEmpty();
      System.out.println(
          (minute + 1)
              + " | "
              + trial.residentKib() / 1000
              + " | "
              + trial.fileBytes() / 1_000_000.0
              + " | "
              + writers.acknowledgements()
              + " | "
              + writers.refusals()
              + " | "
              + verdict.lost()
              + " | "
              + verdict.damage().size());
      verdict.damage().forEach(System.out::println);
    }
    trial.stop();
    System.out.println("closed: " + trial.fileBytes() / 1_000_000.0 + " MB");
    return good;
  }
}
