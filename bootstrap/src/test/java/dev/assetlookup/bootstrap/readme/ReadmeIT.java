package dev.assetlookup.bootstrap.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.cli.HelpTest;
import dev.assetlookup.bootstrap.config.SettingsLoader;
import dev.assetlookup.bootstrap.readme.Distribution.Ended;
import dev.assetlookup.bootstrap.readme.Distribution.Running;
import dev.assetlookup.bootstrap.readme.Document.Block;
import dev.assetlookup.json.ContainerDocument;
import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.StrictS3Server;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What README and manual say is tried on the built distribution. */
@Timeout(300)
class ReadmeIT {
  private static final String TEST_COMMAND = "mvn verify";

  /** The pages whose shell blocks run beside a server, in this order, in one shell. */
  private static final List<String> BESIDE_A_SERVER =
      List.of(
          "README.md",
          "docs/http-api.md",
          "docs/import-export.md",
          "docs/operating.md",
          "docs/keys.md",
          "docs/changes.md",
          "docs/audit.md",
          "docs/rate-limits.md");

  /** Those whose shell blocks run beside buckets. */
  private static final List<String> BESIDE_BUCKETS = List.of("docs/r2.md", "docs/backup-r2.md");

  private static final String DEFAULT_BASE = "http://127.0.0.1:8080";
  private static final Set<String> EVERYWHERE = Set.of("--help", "--version", "--config");
  private static final Pattern FLAG = Pattern.compile("--[a-z-]+");
  private static final Pattern COMMAND = Pattern.compile("^[a-z]+(?: [a-z]+)*(?= |$)");
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>asset-lookup-[a-z0-9]+</artifactId>\\s*<version>([^<]+)<");
  private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z]+) ");

  @TempDir private Path folder;

  // Shell.

  @Test
  void every_sh_block_runs_in_one_shell_beside_the_server_and_prints_what_the_readme_shows()
      throws Exception {
    List<Block> blocks = shellBlocks(BESIDE_A_SERVER);
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(8);
    Distribution distribution = new Distribution(folder);
    // One page is about limits, and the others must not reach them.
    Map<String, String> limits = Map.of("ASSET_LOOKUP_LIMITS_ENABLED", "true");
    try (Running server = distribution.start("serve", limits)) {
      assertPrinted(distribution, blocks, text -> text.replace(DEFAULT_BASE, server.base()));
    }
  }

  @Test
  void the_sh_blocks_about_buckets_run_beside_buckets_and_print_what_the_readme_shows()
      throws Exception {
    String settings = settings("type: r2");
    List<Block> blocks = shellBlocks(BESIDE_BUCKETS);
    assertThat(blocks).hasSize(4);
    try (StrictS3Server server = StrictS3Server.start()) {
      server.createBucket("acme-media");
      server.createBucket("acme-metadata");
      server.addCredential("ACCESS_KEY_ID", "secret", Access.READ_WRITE);
      Files.writeString(
          folder.resolve("r2.yaml"),
          settings.replace(
              "https://ACCOUNT.r2.cloudflarestorage.com", server.endpoint().toString()));
      Path deck = Files.createDirectory(folder.resolve("deck"));
      for (int i = 1; i <= 2; i++) {
        BufferedImage image = new BufferedImage(9, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(i, 0, i);
        ImageIO.write(image, "png", deck.resolve("slide-" + i + ".png").toFile());
      }
      String secret = "export ASSET_LOOKUP_STORAGE_R2_SECRET_ACCESS_KEY=secret\n";
      assertPrinted(new Distribution(folder), blocks, text -> secret + text);
    }
  }

  /** The file of settings with this in it. */
  private static String settings(String mark) throws Exception {
    return Document.allBlocks("yaml").stream()
        .map(Block::text)
        .filter(text -> text.contains(mark))
        .findFirst()
        .orElseThrow();
  }

  private static List<Block> shellBlocks(List<String> pages) throws Exception {
    List<Block> blocks = new ArrayList<>();
    for (String page : pages) {
      blocks.addAll(Document.read(page).blocks("sh"));
    }
    return blocks;
  }

  @Test
  void no_other_page_has_sh_blocks() throws Exception {
    List<Block> run = new ArrayList<>(shellBlocks(BESIDE_A_SERVER));
    run.addAll(shellBlocks(BESIDE_BUCKETS));
    assertThat(Document.allBlocks("sh")).containsExactlyInAnyOrderElementsOf(run);
  }

  private static void assertPrinted(
      Distribution distribution, List<Block> blocks, UnaryOperator<String> edit) throws Exception {
    Path outputs = Files.createTempDirectory("readme-outputs");
    StringBuilder script = new StringBuilder();
    for (Block block : blocks) {
      script.append("exec >'" + outputs.resolve(block.place()) + "' 2>&1\n");
      script.append(edit.apply(block.text()) + "\n");
    }
    Ended ended = distribution.bash(script.toString());
    for (Block block : blocks) {
      Path output = outputs.resolve(block.place());
      assertThat(output).as("output of %s", block.place()).exists();
      assertPrinted(block, Files.readString(output).replace("\r", ""));
    }
    assertThat(ended.exit()).as(ended.output()).isZero();
  }

  private static void assertPrinted(Block block, String output) {
    String expected =
        block.output().stream()
            .map(line -> Stream.of(line.split("\\.\\.\\.", -1)).map(Pattern::quote))
            .map(parts -> parts.collect(Collectors.joining(".*")))
            .collect(Collectors.joining("\n"));
    assertThat(output.stripTrailing())
        .as("what %s prints", block.place())
        .matches(Pattern.compile(expected));
  }

  @Test
  void the_program_is_where_the_readme_puts_it_on_the_path() throws Exception {
    Path bin = Document.root().resolve("bootstrap/target/asset-lookup/bin");
    assertThat(Files.isSameFile(bin, Distribution.home().resolve("bin"))).isTrue();
    assertThat(bin.resolve("asset-lookup")).isExecutable();
  }

  @Test
  void the_lines_that_the_demo_prints_work_when_pasted() throws Exception {
    Distribution distribution = new Distribution(folder);
    try (Running demo = distribution.start("demo", Map.of())) {
      List<String> lines =
          demo.printed().stream().dropWhile(line -> !line.startsWith("# ")).toList();
      String script =
          lines.subList(0, lines.size() - 1).stream()
              .map(line -> line.startsWith("curl") ? line + "; echo" : line)
              .collect(Collectors.joining("\n"));
      Ended ended = distribution.bash(script);
      assertThat(ended.exit()).as(ended.output()).isZero();
      assertThat(ended.output())
          .contains("\"assetId\":\"product-teaser\"")
          .contains("\"assetId\":\"slide-2\"")
          .contains("\"organizationId\":\"org_acme\"")
          .contains("\"code\":\"NOT_FOUND\"")
          .contains("\"code\":\"UNAUTHENTICATED\"");
      String checksum = after(ended.output(), "\"assetId\":\"slide-2\"", "\"checksumSha256\":\"");
      assertThat(ended.output()).as("of the bytes themselves").contains(checksum + "  -");
    }
  }

  private static String after(String text, String first, String second) {
    int start = text.indexOf(second, text.indexOf(first)) + second.length();
    return text.substring(start, start + 64);
  }

  @Test
  void the_machines_check_is_the_readmes_test_command() throws Exception {
    Path script = Document.root().resolve(".ci/run");
    assertThat(script).isExecutable();
    List<String> steps =
        Files.readAllLines(script).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .filter(line -> !line.startsWith("cd ") && !line.equals("set -euo pipefail"))
            .map(line -> line.replaceAll(" --(batch-mode|no-transfer-progress)", ""))
            .toList();
    assertThat(steps).containsExactly(TEST_COMMAND);
  }

  // Tables and formats.

  @Test
  void the_table_of_commands_is_what_help_prints() throws IOException {
    Map<String, Set<String>> documented = new TreeMap<>();
    for (List<String> row : Document.readme().table("## Command line")) {
      for (String usage : Document.code(row.get(0))) {
        String command = first(COMMAND, usage);
        documented.computeIfAbsent(command, c -> new TreeSet<>()).addAll(flags(usage));
      }
    }
    Map<String, Set<String>> printed = new TreeMap<>();
    for (String command : listed(HelpTest.help())) {
      String help = HelpTest.help(command);
      Set<String> subcommands = help.contains("Commands:") ? listed(help) : Set.of();
      if (subcommands.isEmpty()) {
        printed.put(command, flags(help));
      }
      for (String subcommand : subcommands) {
        printed.put(command + " " + subcommand, flags(HelpTest.help(command, subcommand)));
      }
    }
    assertThat(documented).isEqualTo(printed);
  }

  private static Set<String> listed(String help) {
    return groups(LISTED, help.substring(help.indexOf("Commands:")), 1);
  }

  private static Set<String> flags(String text) {
    // The footer, which all commands share, speaks of options of others.
    Set<String> flags = groups(FLAG, text.split("Settings come from", 2)[0], 0);
    flags.removeAll(EVERYWHERE);
    return flags;
  }

  private static String first(Pattern pattern, String text) {
    return groups(pattern, text, 0).iterator().next();
  }

  private static Set<String> groups(Pattern pattern, String text, int group) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> Objects.requireNonNull(match.group(group)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void the_table_of_settings_has_every_key_and_variable_and_no_other() throws Exception {
    Distribution distribution = new Distribution(folder);
    List<String> keys = settings().stream().map(row -> code(row, 0)).toList();
    List<String> variables = settings().stream().map(row -> code(row, 1)).toList();
    Files.writeString(folder.resolve("unknown.yaml"), "no-such-key: 1\n");

    Ended key = distribution.run(Map.of(), "schema", "print", "--config", "unknown.yaml");
    Ended variable = distribution.run(Map.of("ASSET_LOOKUP_NO_SUCH", "1"), "schema", "print");

    assertThat(key.exit()).isEqualTo(2);
    assertThat(known(key)).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(variable.exit()).isEqualTo(2);
    assertThat(known(variable)).containsExactlyInAnyOrderElementsOf(variables);
  }

  private static List<String> known(Ended refused) {
    String list = refused.output().strip().replaceFirst("(?s).*; known are ", "");
    return Arrays.asList(list.split(", ", -1));
  }

  @Test
  void the_defaults_in_the_table_of_settings_are_the_defaults() throws Exception {
    Map<String, String> defaults = new HashMap<>();
    settings().forEach(row -> defaults.put(code(row, 1), code(row, 2)));
    assertThat(new SettingsLoader(defaults).load(null))
        .isEqualTo(new SettingsLoader(Map.of()).load(null));

    Ended ended = new Distribution(folder).run(defaults, "schema", "print");
    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("create table");
  }

  private static List<List<String>> settings() throws Exception {
    return Document.read("docs/configuration.md").table("# Configuration");
  }

  /** The last code of a cell, or nothing where it says "empty". */
  private static String code(List<String> row, int cell) {
    List<String> code = Document.code(row.get(cell));
    return code.isEmpty() ? "" : code.get(code.size() - 1);
  }

  @Test
  void there_is_no_other_configuration_file() throws Exception {
    assertThat(Document.allBlocks("yaml"))
        .extracting(Block::text)
        .containsExactlyInAnyOrder(settings("jdbc:"), settings("type: r2"));
  }

  @Test
  void the_configuration_file_is_accepted() throws Exception {
    Files.writeString(folder.resolve("lookup.yaml"), settings("jdbc:"));
    Ended ended =
        new Distribution(folder).run(Map.of(), "schema", "print", "--config", "lookup.yaml");
    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.output()).as("for PostgreSQL").contains("collate \"C\"");
  }

  @Test
  void every_container_document_is_accepted() throws Exception {
    List<Block> blocks = Document.allBlocks("json");
    assertThat(blocks).isNotEmpty();
    for (Block block : blocks) {
      assertThat(ContainerDocument.read(block.text().getBytes(StandardCharsets.UTF_8)))
          .as(block.place())
          .isInstanceOf(ContainerDocument.Result.Valid.class);
    }
  }

  @Test
  void the_version_to_depend_on_is_this_one() throws Exception {
    String all =
        Document.allBlocks("xml").stream().map(Block::text).collect(Collectors.joining("\n"));
    assertThat(groups(VERSION, all, 1)).containsExactly(System.getProperty("asset-lookup.version"));
  }
}
