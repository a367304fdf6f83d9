package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.cli.InProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The distribution as its users start it: {@code bin/asset-lookup} in a working directory, with an
 * environment of its own. Kills what it started when it is closed.
 */
final class Distribution implements AutoCloseable {
  private static final String READY = "asset-lookup ready on ";
  // Long after anything ends that is not stuck.
  private static final long STUCK_SECONDS = 120;

  private final Path directory;
  private final Path home;
  // What lives for a second or two is not worth the full compiler.
  private final Map<String, String> environment =
      new HashMap<>(Map.of("ASSET_LOOKUP_JAVA_OPTS", "-XX:TieredStopAtLevel=1"));
  private final List<Process> started = new ArrayList<>();
  private int logs;

  /** A distribution whose database is a file of its own in {@code directory}. */
  Distribution(Path directory) {
    this(directory, home());
    assertThat(ClassArchive.EXIT).isZero();
  }

  /** The same with a distribution in another folder. */
  Distribution(Path directory, Path home) {
    this.directory = directory;
    this.home = home;
  }

  /** The first server that ends leaves it behind; with it all later processes start faster. */
  private static final class ClassArchive {
    static final int EXIT = make();

    private ClassArchive() {}

    private static int make() {
      try {
        Path directory = Files.createTempDirectory(home().getParent(), "first-server");
        try (Distribution first = new Distribution(directory, home())) {
          return first.serve().terminate();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The folder of the distribution. */
  static Path home() {
    return Path.of(System.getProperty("asset-lookup.home"));
  }

  static Path launcher() {
    return launcher(home());
  }

  private static Path launcher(Path home) {
    return home.resolve("bin/asset-lookup");
  }

  private String program() {
    return launcher(home).toString();
  }

  /** Sets a variable of every process that is started from now on. */
  Distribution with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Path directory() {
    return directory;
  }

  CommandResult run(String... arguments) {
    return run(Redirect.from(Path.of("/dev/null").toFile()), arguments);
  }

  /**
   * Runs a command in this process, which is another one than its servers, too: where it is not the
   * command that is tested, this saves a JVM.
   */
  CommandResult here(String... arguments) {
    InProcess command = new InProcess(directory);
    environment.forEach(command::with);
    return command.run(arguments);
  }

  CommandResult run(Redirect stdin, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program()));
    command.addAll(List.of(arguments));
    return execute(command, stdin);
  }

  /** Runs any command in the same directory and environment. */
  CommandResult execute(List<String> command, Redirect stdin) {
    try {
      Path out = log("out");
      Path err = log("err");
      Process process =
          launch(builder(command, err).redirectInput(stdin).redirectOutput(out.toFile()));
      int exit = exit(process);
      return new CommandResult(exit, Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a command and does not wait for it. */
  Running start(String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of(program()));
      command.addAll(List.of(arguments));
      Path err = log("err");
      return new Running(launch(builder(command, err)), err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server on any free port, or another one that is given, and waits until it answers. */
  Running serve(String... arguments) {
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0"));
    all.addAll(List.of(arguments));
    Running running = start(all.toArray(String[]::new));
    running.awaitReady();
    return running;
  }

  /** A server on any free port, started after some words of the shell, such as a limit. */
  Running serveAfter(String words) {
    try {
      Path err = log("err");
      String line = words + "; exec " + program() + " serve --port 0";
      Running running = new Running(launch(builder(List.of("sh", "-c", line), err)), err);
      running.awaitReady();
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that goes on. */
  static final class Running {
    private final Process process;
    private final BufferedReader out;
    private final Path err;
    private @Nullable URI base;

    Running(Process process, Path err) {
      this.process = process;
      this.out = process.inputReader(StandardCharsets.UTF_8);
      this.err = err;
    }

    Process process() {
      return process;
    }

    /** Where it answers. */
    URI base() {
      if (base == null) {
        throw new IllegalStateException("no ready line was read");
      }
      return base;
    }

    /** What it prints until it is ready. */
    List<String> awaitReady() {
      List<String> lines = new ArrayList<>();
      try {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          lines.add(line);
          if (line.startsWith(READY)) {
            base = URI.create(line.substring(READY.length()));
            return lines;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new AssertionError("ended without being ready: " + lines + err());
    }

    /** What it prints from now on. */
    BufferedReader out() {
      return out;
    }

    /** Waits for a text on its standard error. */
    String awaitErr(String text) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STUCK_SECONDS);
      boolean more = true;
      while (more) {
        more = !endsWithin(20) && System.nanoTime() < end;
        String err = err();
        if (err.contains(text)) {
          return err;
        }
      }
      throw new AssertionError("did not say " + text + ": " + err());
    }

    private boolean endsWithin(long millis) {
      try {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    String err() {
      try {
        return Files.readString(err);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** How many threads of the platform it has, on Linux. */
    int threads() {
      try (Stream<Path> tasks = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
        return (int) tasks.count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Asks it to end, as Ctrl-C and service managers do, and returns its exit code. */
    int terminate() {
      process.destroy();
      return exit(process);
    }

    /** {@code kill -9}. What it has printed can still be read. */
    void kill() {
      process.toHandle().destroyForcibly();
      exit(process);
    }

    int awaitExit() {
      return exit(process);
    }
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.destroyForcibly();
      exit(process);
    }
  }

  private static int exit(Process process) {
    try {
      if (!process.waitFor(STUCK_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it is stuck: " + process.info().commandLine().orElse(""));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private ProcessBuilder builder(List<String> command, Path err) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ASSET_LOOKUP_"));
    // Makes every JVM say so on standard error.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    return builder;
  }

  private synchronized Process launch(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private synchronized Path log(String kind) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("logs"));
    return folder.resolve(kind + "-" + logs++);
  }
}
