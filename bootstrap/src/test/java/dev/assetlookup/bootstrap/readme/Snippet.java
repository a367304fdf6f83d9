package dev.assetlookup.bootstrap.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A block of Java from the documentation. What is no class becomes the body of a method, which can
 * use a few fields that the text around it speaks of.
 */
record Snippet(Document.Block block) {
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");
  // What a statement snippet leaves behind for its test.
  private static final Pattern RESULT = Pattern.compile("(?m)^\\w+ (answer|outcome|server) =");
  private static final String BASE_17 =
      imports(
          "dev.assetlookup.cache",
          "dev.assetlookup.core",
          "dev.assetlookup.core.access",
          "dev.assetlookup.core.audit",
          "dev.assetlookup.core.change",
          "dev.assetlookup.core.content",
          "dev.assetlookup.core.feed",
          "dev.assetlookup.core.keys",
          "dev.assetlookup.core.lookup",
          "dev.assetlookup.core.publish",
          "dev.assetlookup.core.store",
          "dev.assetlookup.core.sweep",
          "dev.assetlookup.jdbc",
          "dev.assetlookup.r2",
          "dev.assetlookup.r2.manifest",
          "dev.assetlookup.r2.objects",
          "dev.assetlookup.testkit",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "javax.sql",
          "software.amazon.awssdk.services.s3");
  private static final String BASE_21 =
      imports(
          "dev.assetlookup.http",
          "dev.assetlookup.media",
          "io.helidon.webserver",
          "java.nio.file",
          "org.springframework.context.annotation",
          "org.springframework.jdbc.datasource");

  /** As much of Spring as the README names: no dependency for one example. */
  private static final Map<String, String> STUBS =
      Map.of(
          "org.springframework.context.annotation.Configuration",
          "package org.springframework.context.annotation; public @interface Configuration {}",
          "org.springframework.context.annotation.Bean",
          "package org.springframework.context.annotation; public @interface Bean {}",
          "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy",
          """
          package org.springframework.jdbc.datasource;
          public class TransactionAwareDataSourceProxy extends com.zaxxer.hikari.HikariDataSource {
            public TransactionAwareDataSourceProxy(javax.sql.DataSource target) {}
          }
          """);

  private static String imports(String... packages) {
    return Stream.of(packages).map(p -> "import " + p + ".*;\n").collect(Collectors.joining());
  }

  /** Compiles all at one go, each in a package of its own, and loads them. */
  static void compileAll(List<Document.Block> blocks, Path folder) throws Exception {
    Map<Boolean, List<Snippet>> snippets =
        blocks.stream().map(Snippet::new).collect(Collectors.partitioningBy(Snippet::isJava17));
    for (Map.Entry<Boolean, List<Snippet>> each : snippets.entrySet()) {
      compileAll(each.getKey(), each.getValue(), Files.createTempDirectory(folder, "all"));
    }
  }

  private static void compileAll(boolean java17, List<Snippet> snippets, Path folder)
      throws Exception {
    List<JavaFileObject> sources = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Snippet each : snippets) {
      String ownPackage = "block" + names.size();
      sources.add(each.source("package " + ownPackage + ";\n"));
      names.add(ownPackage + "." + each.name());
    }
    ClassLoader loader = compile(java17, sources, folder);
    for (String name : names) {
      Class.forName(name, true, loader);
    }
  }

  /** Compiles it; returns the class that is the snippet or that holds it. */
  private Class<?> compile(Path folder) throws Exception {
    return Class.forName(name(), true, compile(isJava17(), List.of(source("")), folder));
  }

  private static ClassLoader compile(boolean java17, List<JavaFileObject> snippets, Path folder)
      throws Exception {
    List<JavaFileObject> sources = new ArrayList<>(snippets);
    if (!java17) {
      STUBS.forEach(
          (stub, text) -> sources.add(new Source(stub.replace('.', '/') + ".java", text)));
    }
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            folder.toString(),
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            "--release",
            java17 ? "17" : "21",
            "-proc:none");
    boolean compiled = compiler.getTask(messages, null, null, options, null, sources).call();
    assertThat(compiled).as("blocks compile: %s", messages).isTrue();
    URL[] path = {folder.toUri().toURL()};
    return new URLClassLoader(path, Snippet.class.getClassLoader());
  }

  private boolean isJava17() {
    return block.text().contains("instanceof");
  }

  /** The name of its class. */
  private String name() {
    Matcher named = CLASS.matcher(block.text());
    return named.find() ? Objects.requireNonNull(named.group(1)) : "Snippet";
  }

  private Source source(String packageLine) {
    String head = packageLine + (isJava17() ? BASE_17 : BASE_17 + BASE_21);
    boolean whole = CLASS.matcher(block.text()).find();
    return new Source(
        block.place() + "/" + name() + ".java", head + (whole ? block.text() : method(name())));
  }

  private String method(String name) {
    Matcher result = RESULT.matcher(block.text());
    return """
    class %s {
      static DataSource dataSource;
      static JdbcStore store;
      static AssetLookup lookup;
      static Caller caller;
      static String containerId;
      static String assetId;
      static java.net.URI endpoint;
      static String accessKeyId;
      static String secretAccessKey;
      static Executor executor;

      static Object run() throws Exception {
        %s
        return %s;
      }
    }
    """
        .formatted(name, block.text(), result.find() ? result.group(1) : "null");
  }

  /** Runs its statements with some of the fields set; gives what they left behind. */
  Object run(Path folder, Map<String, Object> fields) throws Exception {
    Class<?> type = compile(folder);
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      Field declared = type.getDeclaredField(field.getKey());
      declared.setAccessible(true);
      declared.set(null, field.getValue());
    }
    var method = type.getDeclaredMethod("run");
    method.setAccessible(true);
    return method.invoke(null);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    /** Takes the path that messages name. */
    Source(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
