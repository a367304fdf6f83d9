package dev.assetlookup.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.assetlookup.bootstrap.planted.CommandUsesDaggerAndHelidon;
import dev.assetlookup.cache.planted.CacheUsesJackson;
import dev.assetlookup.core.lookup.planted.LookupPassesByCallers;
import dev.assetlookup.core.planted.CoreUsesSql;
import dev.assetlookup.core.planted.cycle.Outer;
import dev.assetlookup.core.planted.cycle.inner.Inner;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.http.planted.HttpUsesJdbi;
import dev.assetlookup.jdbc.planted.JdbcUsesHttp;
import dev.assetlookup.json.planted.JsonUsesHelidon;
import dev.assetlookup.media.planted.MediaUsesJdbc;
import dev.assetlookup.r2.planted.R2UsesJdbc;
import dev.assetlookup.testkit.planted.TestkitUsesJackson;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The arrows: bootstrap to adapters to core, and nothing else. Each rule is tried on a violation
 * planted in the test sources, so that it is known to bite.
 */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {
  private static final String BASE = "dev.assetlookup";
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  private static final DescribedPredicate<JavaClass> JAVA_BASE =
      DescribedPredicate.describe(
          "in java.base",
          javaClass -> {
            JavaClass element = javaClass.getBaseComponentType();
            return element.isPrimitive()
                || Object.class.getModule().getPackages().contains(element.getPackageName());
          });

  private static final ArchRule CORE = only("core", "org.jspecify..");
  private static final ArchRule JSON =
      only(
          "json",
          BASE + ".core..",
          "org.jspecify..",
          "com.fasterxml.jackson.core..",
          "com.fasterxml.jackson.databind..");
  private static final ArchRule CACHE =
      only("cache", BASE + ".core..", "org.jspecify..", "com.github.benmanes.caffeine..");
  private static final ArchRule TESTKIT =
      only(
          "testkit",
          BASE + ".core..",
          "org.jspecify..",
          "org.junit.jupiter.api..",
          "org.assertj.core..");
  private static final ArchRule JDBC =
      only("jdbc", BASE + ".core..", "org.jspecify..", "java.sql..", "javax.sql..", "org.jdbi..");
  private static final ArchRule R2 =
      only(
          "r2",
          BASE + ".core..",
          BASE + ".json..",
          "org.jspecify..",
          "software.amazon.awssdk..",
          "com.fasterxml.jackson.core..",
          "com.fasterxml.jackson.databind..",
          "com.github.benmanes.caffeine..");
  private static final ArchRule MEDIA =
      only(
          "media",
          BASE + ".core..",
          BASE + ".json..",
          BASE + ".r2..",
          "org.jspecify..",
          "javax.xml.stream..",
          "org.apache.tika..");
  private static final ArchRule HTTP =
      only(
          "http",
          BASE + ".core..",
          BASE + ".json..",
          "org.jspecify..",
          "io.helidon..",
          "com.fasterxml.jackson.core..",
          "com.fasterxml.jackson.databind..",
          "com.github.benmanes.caffeine..");
  private static final ArchRule DAGGER_IN_WIRING = inBootstrapOnly("wiring", "dagger..");
  private static final ArchRule HELIDON_IN_DEMO = inBootstrapOnly("demo", "io.helidon..");
  private static final ArchRule S3_IN_WIRING =
      inBootstrapOnly("wiring", "software.amazon.awssdk..");

  /** Its exception alone may be known: its message names the host that did not answer. */
  private static final ArchRule NO_SQL_IN_BOOTSTRAP =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".bootstrap..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "org.jdbi..", "org.h2..", "org.postgresql..")
                  .and(not(type(SQLException.class))));

  private static final ArchRule NO_BACKEND =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.bootstrap\\.cli\\.(Logging|LogLine)")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.slf4j..");

  private static final ArchRule NO_CYCLES =
      slices().matching(BASE + ".(**)").should().beFreeOfCycles();

  /** By no other way, or a new rule could forget to ask whose container it is. */
  private static final ArchRule CALLERS_SEE_BY_THE_VISIBILITY =
      noClasses()
          .that()
          .resideInAnyPackage(
              BASE + ".core.lookup..", BASE + ".core.publish..", BASE + ".core.feed..")
          .should()
          .callMethodWhere(target(owner(assignableTo(AssetReader.class))));

  private static ArchRule only(String module, String... packages) {
    return classes()
        .that()
        .resideInAPackage(BASE + "." + module + "..")
        .should()
        .onlyDependOnClassesThat(
            JAVA_BASE
                .or(resideInAPackage(BASE + "." + module + ".."))
                .or(resideInAnyPackage(packages)));
  }

  private static ArchRule inBootstrapOnly(String place, String technology) {
    return noClasses()
        .that()
        .resideInAPackage(BASE + ".bootstrap..")
        .and()
        .resideOutsideOfPackage(BASE + ".bootstrap." + place + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(technology);
  }

  private static void check(ArchRule rule, Class<?>... planted) {
    rule.check(PRODUCTION);
    assertThat(rule.evaluate(new ClassFileImporter().importClasses(planted)).hasViolation())
        .as("bites on %s", Arrays.toString(planted))
        .isTrue();
  }

  @Test
  void the_core_knows_the_jdk_alone() {
    check(CORE, CoreUsesSql.class);
  }

  @Test
  void json_knows_the_core_and_jackson() {
    check(JSON, JsonUsesHelidon.class);
  }

  @Test
  void the_testkit_knows_the_core_and_a_test_library() {
    check(TESTKIT, TestkitUsesJackson.class);
  }

  @Test
  void the_jdbc_adapter_knows_the_core_and_jdbi() {
    check(JDBC, JdbcUsesHttp.class);
  }

  @Test
  void the_cache_knows_the_core_and_caffeine() {
    check(CACHE, CacheUsesJackson.class);
  }

  @Test
  void the_r2_adapter_knows_the_core_the_aws_sdk_jackson_and_caffeine() {
    check(R2, R2UsesJdbc.class);
  }

  @Test
  void the_media_know_the_core_their_bucket_and_tika() {
    check(MEDIA, MediaUsesJdbc.class);
  }

  @Test
  void the_http_adapter_knows_the_core_json_helidon_jackson_and_caffeine() {
    check(HTTP, HttpUsesJdbi.class);
  }

  @Test
  void dagger_stays_in_the_wiring() {
    check(DAGGER_IN_WIRING, CommandUsesDaggerAndHelidon.class);
  }

  @Test
  void helidon_stays_in_its_adapter_and_the_demo() {
    check(HELIDON_IN_DEMO, CommandUsesDaggerAndHelidon.class);
  }

  @Test
  void the_aws_sdk_stays_in_its_adapter_and_the_wiring() {
    check(S3_IN_WIRING, CommandUsesDaggerAndHelidon.class);
  }

  @Test
  void sql_stays_in_its_adapter() {
    check(NO_SQL_IN_BOOTSTRAP, CommandUsesDaggerAndHelidon.class);
  }

  @Test
  void only_the_program_chooses_a_log_backend() {
    check(NO_BACKEND, CommandUsesDaggerAndHelidon.class);
  }

  @Test
  void rules_for_callers_reach_containers_by_the_visibility_alone() {
    check(CALLERS_SEE_BY_THE_VISIBILITY, LookupPassesByCallers.class);
  }

  @Test
  void no_two_packages_need_each_other() {
    check(NO_CYCLES, Outer.class, Inner.class);
  }

  @Test
  void the_rules_see_every_module() {
    for (String module :
        new String[] {
          "core", "json", "cache", "testkit", "jdbc", "r2", "media", "http", "bootstrap"
        }) {
      assertThat(PRODUCTION.that(resideInAPackage(BASE + "." + module + "..")))
          .as(module)
          .hasSizeGreaterThan(5);
    }
  }

  @Test
  void no_package_is_in_two_modules() {
    Map<String, Set<String>> modules =
        PRODUCTION.stream()
            .collect(
                groupingBy(JavaClass::getPackageName, mapping(ArchitectureTest::root, toSet())));
    assertThat(modules).allSatisfy((name, roots) -> assertThat(roots).as(name).hasSize(1));
  }

  private static String root(JavaClass javaClass) {
    String uri = javaClass.getSource().orElseThrow().getUri().toString();
    return uri.substring(0, uri.length() - javaClass.getName().length());
  }

  @Test
  void every_package_is_null_marked() {
    Set<String> packages = PRODUCTION.stream().map(JavaClass::getPackageName).collect(toSet());
    assertThat(packages)
        .allSatisfy(
            name ->
                assertThat(PRODUCTION.getPackage(name).isAnnotatedWith(NullMarked.class))
                    .as(name)
                    .isTrue());
  }
}
