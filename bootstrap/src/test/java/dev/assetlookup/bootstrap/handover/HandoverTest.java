package dev.assetlookup.bootstrap.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener and its clients, over real sockets. */
final class HandoverTest {
  private static final String VERSION = "1.2.3";

  @TempDir private Path folder;
  private StoreFile file;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<CommandListener.Runner> runner = new AtomicReference<>();
  private CommandListener listener;

  @BeforeEach
  void listen() throws IOException {
    file = new StoreFile(folder.resolve("store.mv.db"));
    Files.createFile(file.path());
    listener = CommandListener.open(file, VERSION, client -> runner.get().run(client));
  }

  @AfterEach
  void stop() {
    listener.close();
    threads.close();
  }

  private static Request request(String... arguments) {
    return new Request(
        List.of(arguments),
        Map.of("ASSET_LOOKUP_STORAGE_JDBC_PASSWORD", "hüsh"),
        Path.of("/some/where"),
        "söme body",
        true,
        StandardCharsets.UTF_8,
        StandardCharsets.ISO_8859_1);
  }

  private HandoverResult run(Terminal terminal) {
    return new Handover(file, VERSION).attempt(request("a", "b c", "ä"), terminal);
  }

  /** Where a command was typed. */
  private static class Terminal implements CommandOrigin {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    final CompletableFuture<Runnable> interrupt = new CompletableFuture<>();

    @Override
    public InputStream open(String name) throws IOException {
      return new ByteArrayInputStream(name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public OutputStream out() {
      return written;
    }

    @Override
    public OutputStream err() {
      return complaints;
    }

    @Override
    public void onInterrupt(Runnable interrupted) {
      interrupt.complete(interrupted);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_command_gets_all_that_surrounds_it_and_its_exit_code_comes_back() {
    AtomicReference<Request> seen = new AtomicReference<>();
    runner.set(
        client -> {
          seen.set(client.request());
          return 3;
        });
    assertThat(run(new Terminal())).isEqualTo(new HandoverResult.Exited(3));
    assertThat(seen.get()).isEqualTo(request("a", "b c", "ä"));
    assertThat(seen.get().toString()).doesNotContain("hüsh");
  }

  @Test
  void streams_are_carried_byte_for_byte_and_apart() {
    byte[] input = random(1_000_003);
    byte[] complaint = random(70_000);
    runner.set(
        client -> {
          try {
            byte[] read = client.open("-").readAllBytes();
            client.out().write(read);
            client.err().write(complaint);
            client.out().write('!');
            return 0;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Terminal terminal =
        new Terminal() {
          @Override
          public InputStream open(String name) {
            assertThat(name).isEqualTo("-");
            return new ByteArrayInputStream(input);
          }
        };
    assertThat(run(terminal)).isEqualTo(new HandoverResult.Exited(0));
    byte[] written = terminal.written.toByteArray();
    assertThat(Arrays.copyOf(written, input.length)).isEqualTo(input);
    assertThat(written).hasSize(input.length + 1).endsWith('!');
    assertThat(terminal.complaints.toByteArray()).isEqualTo(complaint);
  }

  @Test
  void what_is_written_has_been_taken_by_the_client_so_a_slow_reader_slows_the_command_down() {
    AtomicInteger returned = new AtomicInteger();
    List<Integer> whenTaken = new ArrayList<>();
    runner.set(
        client -> {
          try {
            for (int i = 0; i < 10; i++) {
              client.out().write(new byte[Frame.CHUNK]);
              returned.incrementAndGet();
            }
            return 0;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Terminal terminal =
        new Terminal() {
          @Override
          public OutputStream out() {
            return new OutputStream() {
              @Override
              public void write(int b) {
                throw new AssertionError("byte by byte");
              }

              @Override
              public void write(byte[] bytes, int offset, int length) {
                whenTaken.add(returned.get());
              }
            };
          }
        };
    assertThat(run(terminal)).isEqualTo(new HandoverResult.Exited(0));
    assertThat(whenTaken).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void input_is_read_when_the_command_asks_for_it_and_not_before() {
    AtomicInteger reads = new AtomicInteger();
    runner.set(
        client -> {
          try {
            InputStream in = client.open("-");
            assertThat(reads).hasValue(0);
            assertThat(in.read(new byte[10])).isEqualTo(1);
            assertThat(reads).hasValue(1);
            assertThat(in.read()).isEqualTo('x');
            return reads.get();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Terminal terminal =
        new Terminal() {
          @Override
          public InputStream open(String name) {
            return new InputStream() {
              @Override
              public int read() {
                throw new AssertionError("byte by byte");
              }

              @Override
              public int read(byte[] bytes, int offset, int length) {
                reads.incrementAndGet();
                bytes[offset] = 'x';
                return 1;
              }
            };
          }
        };
    assertThat(run(terminal)).isEqualTo(new HandoverResult.Exited(2));
  }

  @Test
  void what_fails_for_the_client_fails_for_the_command_with_its_reason() {
    runner.set(
        client -> {
          assertThatThrownBy(() -> client.open("none"))
              .isInstanceOf(IOException.class)
              .hasMessage("none: no such file");
          assertThatThrownBy(() -> client.out().write(1))
              .isInstanceOf(IOException.class)
              .hasMessage("Broken pipe");
          return 0;
        });
    Terminal terminal =
        new Terminal() {
          @Override
          public InputStream open(String name) throws IOException {
            throw new IOException(name + ": no such file");
          }

          @Override
          public OutputStream out() {
            return new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            };
          }
        };
    assertThat(run(terminal)).isEqualTo(new HandoverResult.Exited(0));
  }

  @Test
  void bad_usage_is_printed_by_the_client() {
    runner.set(
        client -> {
          client.badUsage("asset-lookup keys", "no\nway");
          return 2;
        });
    assertThat(run(new Terminal()))
        .isEqualTo(new HandoverResult.BadUsage("asset-lookup keys", "no\nway"));
  }

  @Test
  void an_interrupt_of_the_client_asks_the_command_to_end() throws Exception {
    runner.set(
        client -> {
          CountDownLatch asked = new CountDownLatch(1);
          client.onEnd(asked::countDown);
          await(asked);
          return 1;
        });
    Terminal terminal = new Terminal();
    Future<HandoverResult> outcome = threads.submit(() -> run(terminal));
    terminal.interrupt.get().run();
    assertThat(outcome.get()).isEqualTo(new HandoverResult.Exited(1));
  }

  /** A client of which a test writes every byte. */
  private SocketChannel raw() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(file.socket()));
    return channel;
  }

  private Wire greeted() throws IOException {
    Wire wire = new Wire(raw());
    wire.greeting();
    wire.greet(new Wire.Greeting(false, VERSION));
    return wire;
  }

  @Test
  void a_client_that_goes_away_ends_its_command() throws Exception {
    CompletableFuture<Throwable> reading = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    runner.set(
        client -> {
          client.onEnd(asked::countDown);
          try {
            client.open("-").read();
            reading.complete(new AssertionError("was read"));
          } catch (IOException | RuntimeException e) {
            reading.complete(e);
          }
          return 1;
        });
    try (Wire wire = greeted()) {
      wire.send(new Frame(Frame.Type.REQUEST, request("import", "-").toBytes()));
      Frame frame = wire.receive();
      while (frame.type != Frame.Type.OPEN) {
        frame = wire.receive();
      }
      wire.send(new Frame(Frame.Type.OPENED, Frame.DONE));
      assertThat(wire.receive().type).isEqualTo(Frame.Type.READ);
    }
    assertThat(reading.get()).isInstanceOf(IOException.class);
    asked.await();
  }

  @Test
  void a_server_that_stops_ends_what_reads_and_lets_the_rest_finish() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch finish = new CountDownLatch(1);
    runner.set(
        client -> {
          try {
            if (client.request().arguments().contains("import")) {
              InputStream in = client.open("-");
              begun.countDown();
              assertThatThrownBy(in::read).isInstanceOf(StoreUnavailableException.class);
              assertThatThrownBy(client::goOn).isInstanceOf(StoreUnavailableException.class);
              finish.countDown();
              return 3;
            }
            begun.countDown();
            await(finish);
            client.out().write('k');
            return 0;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Terminal reading =
        new Terminal() {
          @Override
          public InputStream open(String name) {
            return new InputStream() {
              @Override
              public int read() {
                await(new CountDownLatch(1));
                return -1;
              }

              @Override
              public int read(byte[] bytes, int offset, int length) {
                return read();
              }
            };
          }
        };
    Terminal writing = new Terminal();
    Handover handover = new Handover(file, VERSION);
    // Its thread waits for input for ever.
    CompletableFuture<HandoverResult> first = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> first.complete(handover.attempt(request("import"), reading)));
    Future<HandoverResult> second =
        threads.submit(() -> handover.attempt(request("keys"), writing));
    begun.await();
    listener.close();
    assertThat(first.get()).isEqualTo(new HandoverResult.Exited(3));
    assertThat(second.get()).isEqualTo(new HandoverResult.Exited(0));
    assertThat(writing.written.toString(StandardCharsets.UTF_8)).isEqualTo("k");
    assertThat(file.socket()).doesNotExist();
    assertThat(run(new Terminal())).isEqualTo(new HandoverResult.Nobody());
  }

  @Test
  void a_command_that_the_stopping_server_ended_early_is_to_be_run_again() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    runner.set(
        client -> {
          CountDownLatch asked = new CountDownLatch(1);
          client.onEnd(asked::countDown);
          begun.countDown();
          await(asked);
          return 1;
        });
    Terminal terminal = new Terminal();
    Future<HandoverResult> outcome = threads.submit(() -> run(terminal));
    begun.await();
    listener.close();
    assertThat(outcome.get()).isEqualTo(new HandoverResult.Exited(3));
    assertThat(terminal.complaints.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo("asset-lookup: the server that runs this command is stopping\n");
  }

  @Test
  void another_version_is_sent_away_with_both_named() {
    runner.set(client -> 0);
    HandoverResult outcome = new Handover(file, "9.9").attempt(request("export"), new Terminal());
    assertThat(outcome).isInstanceOf(HandoverResult.Refused.class);
    assertThat(((HandoverResult.Refused) outcome).message())
        .contains("9.9", VERSION, "use the same version, or stop the server");
  }

  @Test
  void a_client_that_is_none_hurts_nobody() throws IOException {
    runner.set(client -> 0);
    List<SocketChannel> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        silent.add(raw());
      }
      for (byte[] garbage :
          List.of(random(100_000), "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
        try (SocketChannel channel = raw()) {
          channel.write(ByteBuffer.wrap(garbage));
          assertIsClosed(channel);
        } catch (IOException closedWhileWriting) {
          // As good.
        }
      }
      for (byte[] frame :
          List.of(
              new byte[] {0x7f, -1, -1, -1, 1},
              new byte[] {-1, -1, -1, -1, 1},
              new byte[] {0, 0, 0, 0, 100},
              new byte[] {0, 0, 0, 1, Frame.Type.EXIT.code, 0},
              new byte[] {0, 0, 0, 4, 1, 0x7f, -1, -1, -1})) {
        try (Wire wire = greeted()) {
          wire.send(new Frame(Frame.Type.INTERRUPT));
          assertThatThrownBy(wire::receive).isInstanceOf(IOException.class);
        }
        SocketChannel channel = raw();
        try (Wire wire = new Wire(channel)) {
          wire.greeting();
          wire.greet(new Wire.Greeting(false, VERSION));
          channel.write(ByteBuffer.wrap(frame));
          assertThatThrownBy(wire::receive).isInstanceOf(IOException.class);
        }
      }
      assertThat(run(new Terminal())).isEqualTo(new HandoverResult.Exited(0));
    } finally {
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  private static void assertIsClosed(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1000);
    while (channel.read(buffer) >= 0) {
      buffer.clear();
    }
  }

  @Test
  void an_answer_to_nothing_ends_the_connection() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch asked = new CountDownLatch(1);
    runner.set(
        client -> {
          client.onEnd(asked::countDown);
          await(asked);
          ended.set(true);
          return 0;
        });
    try (Wire wire = greeted()) {
      wire.send(new Frame(Frame.Type.REQUEST, request("export").toBytes()));
      assertThat(wire.receive().type).isEqualTo(Frame.Type.HEED_INTERRUPT);
      wire.send(new Frame(Frame.Type.WROTE_OUT, Frame.DONE));
      assertThatThrownBy(wire::receive).isInstanceOf(IOException.class);
    }
    asked.await();
  }

  @Test
  void more_commands_than_the_server_runs_at_once_are_put_off() throws Exception {
    CyclicBarrier allRun = new CyclicBarrier(9);
    CountDownLatch finish = new CountDownLatch(1);
    runner.set(
        client -> {
          try {
            allRun.await();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          await(finish);
          return 0;
        });
    List<Future<HandoverResult>> eight = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      eight.add(threads.submit(() -> run(new Terminal())));
    }
    allRun.await();
    assertThat(run(new Terminal())).isEqualTo(new HandoverResult.Busy());
    finish.countDown();
    for (Future<HandoverResult> one : eight) {
      assertThat(one.get()).isEqualTo(new HandoverResult.Exited(0));
    }
  }

  @Test
  void a_command_that_breaks_ends_with_1() {
    runner.set(
        client -> {
          throw new AssertionError("planted");
        });
    assertThat(run(new Terminal())).isEqualTo(new HandoverResult.Exited(1));
  }

  @Test
  void only_its_owner_may_use_the_socket_and_nothing_else_is_left_in_the_folder()
      throws IOException {
    assertThat(Files.getPosixFilePermissions(file.socket()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries).containsExactlyInAnyOrder(file.path(), file.socket());
    }
    listener.close();
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries).containsExactly(file.path());
    }
  }

  @Test
  void a_socket_that_a_killed_server_left_is_nobodys_and_is_replaced() throws IOException {
    StoreFile other = new StoreFile(folder.resolve("other.mv.db"));
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(other.socket()));
    }
    Handover handover = new Handover(other, VERSION);
    assertThat(handover.attempt(request("export"), new Terminal()))
        .isEqualTo(new HandoverResult.Nobody());
    try (CommandListener again = CommandListener.open(other, VERSION, client -> 0)) {
      assertThat(again).isNotNull();
      Files.createFile(other.path());
      assertThat(handover.attempt(request("export"), new Terminal()))
          .isEqualTo(new HandoverResult.Exited(0));
    }
  }

  @Test
  void a_file_that_has_the_name_of_the_socket_is_kept() throws IOException {
    StoreFile other = new StoreFile(folder.resolve("other.mv.db"));
    Files.writeString(other.socket(), "mine");
    assertThatThrownBy(() -> CommandListener.open(other, VERSION, client -> 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.sock is in the way");
    assertThat(other.socket()).hasContent("mine");
    assertThat(new Handover(other, VERSION).attempt(request("export"), new Terminal()))
        .isEqualTo(new HandoverResult.Nobody());
  }

  @Test
  void a_folder_whose_path_is_too_long_for_a_socket_gets_a_link_to_one() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("x".repeat(120)));
    StoreFile far = new StoreFile(deep.resolve("store.mv.db"));
    Files.createFile(far.path());
    Path real;
    try (CommandListener long_ = CommandListener.open(far, VERSION, client -> 7)) {
      assertThat(long_).isNotNull();
      assertThat(new Handover(far, VERSION).attempt(request("export"), new Terminal()))
          .isEqualTo(new HandoverResult.Exited(7));
      real = Files.readSymbolicLink(far.socket());
      assertThat(Files.getPosixFilePermissions(real))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.getPosixFilePermissions(real.getParent()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(Files.exists(far.socket(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(real.getParent()).doesNotExist();
  }

  @Test
  void a_link_to_nothing_is_nobody() throws IOException {
    StoreFile other = new StoreFile(folder.resolve("other.mv.db"));
    Files.createSymbolicLink(other.socket(), folder.resolve("nowhere"));
    assertThat(new Handover(other, VERSION).attempt(request("export"), new Terminal()))
        .isEqualTo(new HandoverResult.Nobody());
  }
}
