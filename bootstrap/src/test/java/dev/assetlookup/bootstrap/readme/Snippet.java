package dev.assetlookup.bootstrap.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
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

  /** Compiles it; returns the class that is the snippet or that holds it. */
  Class<?> compile(Path folder) throws Exception {
    boolean java17 = block.text().contains("instanceof");
    Matcher named = CLASS.matcher(block.text());
    boolean whole = named.find();
    String name = whole ? Objects.requireNonNull(named.group(1)) : "Snippet";
    String head = java17 ? BASE_17 : BASE_17 + BASE_21;
    List<JavaFileObject> sources = new ArrayList<>();
    sources.add(new Source(name, head + (whole ? block.text() : method(name))));
    if (!java17) {
      STUBS.forEach((stub, text) -> sources.add(new Source(stub, text)));
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
    assertThat(compiled).as("%s compiles: %s", block.place(), messages).isTrue();
    URL[] path = {folder.toUri().toURL()};
    URLClassLoader loader = new URLClassLoader(path, Snippet.class.getClassLoader());
    return Class.forName(name, true, loader);
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

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
