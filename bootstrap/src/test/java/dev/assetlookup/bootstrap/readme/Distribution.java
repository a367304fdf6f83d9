package dev.assetlookup.bootstrap.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The built program, as somebody runs it who follows the README in an empty folder. */
record Distribution(Path folder) {
  private static final Path HOME =
      Path.of(Objects.requireNonNull(System.getProperty("asset-lookup.home"))).normalize();
  private static final String READY = "asset-lookup ready on ";
  private static final long END_SECONDS = 30;
  private static final long RUN_SECONDS = 240;

  static Path home() {
    return HOME;
  }

  /** How a process ended and what it printed, errors included. */
  record Ended(int exit, String output) {}

  Ended run(Map<String, String> variables, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("asset-lookup"));
    command.addAll(List.of(arguments));
    // Through env, which looks it up on the PATH given here and not on ours.
    command.add(0, "env");
    return end(builder(command, variables));
  }

  Ended bash(String script) throws Exception {
    Path file = Files.createTempFile("readme", ".sh");
    try {
      Files.writeString(file, script);
      return end(builder(List.of("bash", "-euo", "pipefail", file.toString()), Map.of()));
    } finally {
      Files.delete(file);
    }
  }

  private Ended end(ProcessBuilder builder) throws Exception {
    Path output = Files.createTempFile("readme", ".out");
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      try {
        assertThat(process.waitFor(RUN_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Ended(process.exitValue(), Files.readString(output).replace("\r", ""));
    } finally {
      Files.delete(output);
    }
  }

  /** Starts {@code serve} or {@code demo} on a free port; back when it answers. */
  Running start(String command, Map<String, String> variables) throws IOException {
    ProcessBuilder builder = builder(List.of("env", "asset-lookup", command), variables);
    builder.environment().put("ASSET_LOOKUP_HTTP_PORT", "0");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> printed = new ArrayList<>();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      printed.add(line);
      if (line.startsWith(READY)) {
        return new Running(process, printed, line.substring(READY.length()));
      }
    }
    throw new IOException(command + " ended without being ready: " + printed);
  }

  private ProcessBuilder builder(List<String> command, Map<String, String> variables) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("ASSET_LOOKUP_"));
    environment.merge("PATH", HOME.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    environment.putAll(variables);
    return builder;
  }

  /** A server that runs until it is closed, which is asking it to end. */
  record Running(Process process, List<String> printed, String base) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
      try {
        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        assertThat(process.exitValue()).as("exit code after SIGTERM").isZero();
        process.getInputStream().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
