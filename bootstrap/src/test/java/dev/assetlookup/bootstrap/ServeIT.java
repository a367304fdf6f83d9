package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Distribution.Running;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** One server on an H2 file, and the other commands on the same file beside it. */
final class ServeIT {
  private static final String ORG = "org_acme";

  @TempDir private static Path directory;
  private static Distribution product;
  private static Running server;
  private static String key;

  @BeforeAll
  static void start() {
    product = new Distribution(directory);
    Path file =
        Containers.file(
            directory,
            "first.jsonl",
            Containers.line(1, ORG, "clip.mp4", "slide-1.png"),
            Containers.line(2, "org_other", "clip.mp4"));
    assertThat(product.here("import", file.toString()).exit()).isZero();
    key = mint(ORG);
    server = product.serve();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  private static String mint(String organization) {
    CommandResult minted =
        product.here("keys", "create", "--org", organization, "--scope", "content:read");
    assertThat(minted.exit()).as(minted.err()).isZero();
    return minted.out().strip();
  }

  private static String keyId(String key) {
    return key.split("_", 4)[2];
  }

  private static HttpResponse<byte[]> ask(String key, int container, String asset) {
    return Web.asset(server.base(), key, Containers.id(container), asset);
  }

  private static CommandResult done(String... arguments) {
    CommandResult result = product.here(arguments);
    assertThat(result.exit()).as(result.all()).isZero();
    return result;
  }

  @Test
  void the_ready_line_shows_the_real_port_and_the_server_answers_there() {
    assertThat(server.base().getHost()).isEqualTo("127.0.0.1");
    assertThat(server.base().getPort()).isPositive();
    HttpResponse<byte[]> found = ask(key, 1, "clip");
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(Web.json(found).path("url").textValue()).isEqualTo(Containers.url(1, "clip.mp4"));
    assertThat(Web.json(found).path("kind").textValue()).isEqualTo("video");
  }

  @Test
  void another_organizations_container_looks_like_one_that_does_not_exist() {
    HttpResponse<byte[]> foreign = ask(key, 2, "clip");
    HttpResponse<byte[]> unknown = ask(key, 999, "clip");
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(Web.text(foreign).replaceAll("req_\\w+", ""))
        .isEqualTo(Web.text(unknown).replaceAll("req_\\w+", ""));
  }

  @Test
  void what_is_imported_while_it_runs_is_served_at_once() {
    assertThat(ask(key, 3, "late").statusCode()).isEqualTo(404);
    Path file = Containers.file(directory, "late.jsonl", Containers.line(3, ORG, "late.mp4"));
    done("import", file.toString());
    assertThat(ask(key, 3, "late").statusCode()).isEqualTo(200);
  }

  @Test
  void a_revoked_key_is_refused_with_401_from_the_next_request_on() {
    String revoked = mint(ORG);
    assertThat(ask(revoked, 1, "clip").statusCode()).isEqualTo(200);
    done("keys", "revoke", keyId(revoked));
    HttpResponse<byte[]> refused = ask(revoked, 1, "clip");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Web.code(refused)).isEqualTo("UNAUTHENTICATED");
    assertThat(ask(key, 1, "clip").statusCode()).isEqualTo(200);
  }

  @Test
  void a_killed_key_is_refused_with_503_until_it_is_restored() {
    String killed = mint(ORG);
    done("keys", "kill", keyId(killed));
    HttpResponse<byte[]> refused = ask(killed, 1, "clip");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(Web.code(refused)).isEqualTo("KILL_SWITCH");
    assertThat(Web.json(refused).at("/error/details/scope").textValue()).isEqualTo("key");
    assertThat(ask(key, 1, "clip").statusCode()).isEqualTo(200);
    done("keys", "restore", keyId(killed));
    assertThat(ask(killed, 1, "clip").statusCode()).isEqualTo(200);
  }

  @Test
  void all_keys_of_a_killed_organization_are_refused_with_503_until_it_is_restored() {
    String killed = mint("org_other");
    assertThat(ask(killed, 2, "clip").statusCode()).isEqualTo(200);
    done("keys", "kill", "--org", "org_other");
    HttpResponse<byte[]> refused = ask(killed, 2, "clip");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(Web.json(refused).at("/error/details/scope").textValue()).isEqualTo("org");
    assertThat(ask(key, 1, "clip").statusCode()).isEqualTo(200);
    done("keys", "restore", "--org", "org_other");
    assertThat(ask(killed, 2, "clip").statusCode()).isEqualTo(200);
  }

  @Test
  void reading_commands_work_while_it_runs() {
    assertThat(done("get", Containers.id(1), "clip", "--org", ORG).out().strip())
        .as("the descriptor is the body that HTTP answers")
        .isEqualTo(Web.text(ask(key, 1, "clip")));
    assertThat(done("export").out()).contains(Containers.id(1), Containers.id(2));
    assertThat(done("keys", "list").out()).contains(keyId(key));
  }

  /** A server on a file of its own. */
  private static CommandResult serveAnother(String... options) throws IOException {
    try (Distribution other =
        new Distribution(Files.createDirectories(directory.resolve("another")))) {
      return other.run(
          Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new));
    }
  }

  @Test
  void a_port_that_is_taken_is_one_clear_line_and_exit_1() throws IOException {
    String port = String.valueOf(server.base().getPort());
    CommandResult second = serveAnother("--port", port);
    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.out()).isEmpty();
    assertThat(second.errLines()).singleElement().asString().contains("127.0.0.1:" + port);
  }

  @Test
  void an_address_of_another_machine_is_one_clear_line_and_exit_1() throws IOException {
    CommandResult elsewhere = serveAnother("--port", "0", "--host", "192.0.2.1");
    assertThat(elsewhere.exit()).isEqualTo(1);
    assertThat(elsewhere.errLines()).singleElement().asString().contains("192.0.2.1");
  }

  @Test
  void a_host_that_is_not_known_is_one_clear_line_and_exit_1() throws IOException {
    CommandResult unknown = serveAnother("--port", "0", "--host", "no-such-host.invalid");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.errLines()).singleElement().asString().contains("no-such-host.invalid");
  }

  static boolean isLinux() {
    return Files.isReadable(Path.of("/proc/net/tcp"));
  }

  @Test
  @EnabledIf("isLinux")
  void nothing_listens_on_other_addresses_than_loopback() throws IOException {
    Set<String> sockets = socketsOf(server.process().pid());
    List<String> listening = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc/net", table);
      if (Files.isReadable(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] columns = line.strip().split("\\s+", -1);
          boolean listens = columns.length > 9 && columns[3].equals("0A");
          if (listens && sockets.contains(columns[9])) {
            listening.add(columns[1].toUpperCase(Locale.ROOT));
          }
        }
      }
    }
    // Nothing but the API: other commands come through a socket of the file system.
    assertThat(listening).hasSize(1);
    assertThat(listening)
        .allMatch(
            address ->
                address.matches("(0000000000000000FFFF0000)?[0-9A-F]{6}7F:.*")
                    || address.startsWith("00000000000000000000000001000000:"));
  }

  private static Set<String> socketsOf(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        }
      }
    }
    return inodes;
  }
}
