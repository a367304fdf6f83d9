package dev.assetlookup.bootstrap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Containers whose {@code old.mp4} was superseded, and {@code kept.png} was not. */
public final class Superseded {
  /** Whose they are. */
  public static final String ORG = "org_acme";

  private Superseded() {}

  /** Publishes them, an hour ago. */
  public static void supersede(Path directory, int... containers) {
    Backdated hourAgo = new Backdated(directory, Duration.ofHours(1));
    hourAgo.publish(lines(containers, "old.mp4", "kept.png"));
    hourAgo.publish(lines(containers, "new.mp4", "kept.png"));
  }

  public static List<String> lines(int[] containers, String... files) {
    return IntStream.of(containers).mapToObj(n -> Containers.line(n, ORG, files)).toList();
  }

  /** The URLs that a sweep hands over. */
  public static List<String> old(int... containers) {
    return IntStream.of(containers).mapToObj(n -> Containers.url(n, "old.mp4")).toList();
  }

  /** The URLs in what {@code sweep --json} prints. */
  public static List<String> urls(String json) {
    return json.lines().map(Superseded::url).toList();
  }

  /** The URL in one line of it. */
  public static String url(String line) {
    return Web.json(line).path("url").textValue();
  }
}
