package dev.assetlookup.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The distribution under trial: one folder, one H2 file in it, a server and commands beside it. */
final class Trial implements AutoCloseable {
  static final String ORG = "org_trial";

  private static final String READY = "asset-lookup ready on ";

  private final Path launcher;
  private final Path folder;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private volatile @Nullable Process server;
  private volatile URI base = URI.create("http://127.0.0.1:1");
  private volatile String key = "";

  Trial(Path launcher, Path folder) throws IOException {
    this.launcher = launcher.toAbsolutePath();
    this.folder = Files.createDirectories(folder.toAbsolutePath());
  }

  /** What a command said, and how it ended. */
  record Result(int exit, String out, String err) {}

  Path file() {
    return folder.resolve("store.mv.db");
  }

  Process server() {
    return Objects.requireNonNull(server, "started");
  }

  void key(String newKey) {
    key = newKey;
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ASSET_LOOKUP_"));
    builder.environment().put("ASSET_LOOKUP_STORAGE_JDBC_URL", "jdbc:h2:file:./store");
    // So that sweeps take part: nothing is held, and all is forgotten soon.
    builder.environment().put("ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE", "PT0S");
    builder.environment().put("ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION", "PT2S");
    builder.environment().put("ASSET_LOOKUP_SWEEP_INTERVAL", "PT1S");
    builder.environment().put("ASSET_LOOKUP_JAVA_OPTS", "-Xmx256m");
    return builder;
  }

  /** Runs a command to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("trial", ".out");
    Path err = Files.createTempFile("trial", ".err");
    try {
      Process process =
          builder(List.of(arguments))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        return new Result(-1, "", "it did not end within 120 s");
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @return false if it ended instead; what it said is in the folder, in {@code server.log}
   */
  boolean start() throws IOException, InterruptedException {
    Process started =
        builder(List.of("serve", "--port", "0"))
            .redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("../server.log").toFile()))
            .start();
    server = started;
    BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        base = URI.create(line.substring(READY.length()));
        return true;
      }
    }
    started.waitFor();
    return false;
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    server().destroyForcibly().waitFor();
  }

  /** SIGTERM. */
  void stop() throws InterruptedException {
    server().toHandle().destroy();
    server().waitFor();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  HttpResponse<String> put(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("X-Api-Key", key);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  long fileBytes() {
    try {
      return Files.exists(file()) ? Files.size(file()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resident memory of the server, in KiB; 0 where there is no /proc. */
  long residentKib() {
    Path status = Path.of("/proc", Long.toString(server().pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    Process running = server;
    if (running != null) {
      running.destroyForcibly();
    }
    client.close();
  }
}
