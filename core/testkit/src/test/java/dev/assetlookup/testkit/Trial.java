package dev.assetlookup.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a contract over a broken store and returns the rules that noticed. */
final class Trial {
  private static final String BROKEN = "broken";

  /** Rules that write thousands of assets. */
  private static final Set<String> LARGE = Set.of("C15");

  private Trial() {}

  static Map<String, String> failedRules(BrokenContainerStore broken) {
    return failedRules(OfContainerStore.class, broken);
  }

  static Map<String, String> failedRules(BrokenApiKeyStore broken) {
    return failedRules(OfApiKeyStore.class, broken);
  }

  static Map<String, String> failedRules(BrokenKeyUses broken) {
    return failedRules(OfKeyUses.class, broken);
  }

  static Map<String, String> failedRules(BrokenChangeLog broken) {
    return failedRules(OfChangeLog.class, broken);
  }

  static Map<String, String> failedRules(BrokenAuditTrail broken) {
    return failedRules(OfAuditTrail.class, broken);
  }

  /** The numbers of all rules of a contract. */
  static List<String> rulesOf(Class<?> contract) {
    return withSuperclasses(contract)
        .flatMap(type -> Stream.of(type.getDeclaredClasses()))
        .filter(type -> type.isAnnotationPresent(Nested.class))
        .flatMap(Trial::withSuperclasses)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .map(Trial::number)
        .sorted()
        .toList();
  }

  private static Stream<Class<?>> withSuperclasses(Class<?> type) {
    return Stream.iterate(type, each -> each != Object.class, Class::getSuperclass);
  }

  /** The rules that failed, each with its message. */
  private static Map<String, String> failedRules(Class<?> trial, Enum<?> broken) {
    Map<String, String> failed = new TreeMap<>();
    EngineTestKit.engine("junit-jupiter")
        .configurationParameter(BROKEN, broken.name())
        .selectors(selectClass(trial))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .forEach(event -> failed.put(number(methodName(event)), message(event)));
    return failed;
  }

  private static String message(Event event) {
    return event
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .orElseThrow()
        .toString();
  }

  private static String methodName(Event event) {
    return ((MethodSource) event.getTestDescriptor().getSource().orElseThrow()).getMethodName();
  }

  private static String number(String method) {
    return method.substring(0, method.indexOf('_')).toUpperCase(Locale.ROOT);
  }

  @ExtendWith(BrokenStore.class)
  static final class OfContainerStore extends ContainerStoreContract {
    private final BrokenContainerStore broken;
    private Storage storage = new Storage();

    OfContainerStore(BrokenContainerStore broken) {
      this.broken = broken;
    }

    @Override
    protected ContainerStore emptyStore() {
      storage = new Storage();
      return broken.over(storage.containers());
    }

    @Override
    protected ContainerStore another(ContainerStore first) {
      return broken.over(storage.containers());
    }

    @Override
    protected void disconnect(ContainerStore store) {
      storage.cut();
    }

    @Override
    protected void corrupt(ContainerStore store, ContainerKey key) {
      storage.damage(key);
    }
  }

  @ExtendWith(BrokenStore.class)
  static final class OfApiKeyStore extends ApiKeyStoreContract {
    private final BrokenApiKeyStore broken;
    private Storage storage = new Storage();

    OfApiKeyStore(BrokenApiKeyStore broken) {
      this.broken = broken;
    }

    @Override
    protected ApiKeyStore emptyKeyStore() {
      storage = new Storage();
      return broken.over(storage.keys());
    }

    @Override
    protected ApiKeyStore another(ApiKeyStore first) {
      return broken.over(storage.keys());
    }

    @Override
    protected void disconnect(ApiKeyStore store) {
      storage.cut();
    }

    @Override
    protected void corrupt(ApiKeyStore store, ApiKeyId id) {
      storage.damage(id);
    }
  }

  @ExtendWith(BrokenStore.class)
  static final class OfKeyUses extends KeyUsesContract {
    private final BrokenKeyUses broken;

    OfKeyUses(BrokenKeyUses broken) {
      this.broken = broken;
    }

    @Override
    protected KeyUsesContract.Ports emptyStore() {
      return broken.store();
    }

    @Override
    protected KeyUsesContract.Ports another(KeyUsesContract.Ports first) {
      return first;
    }
  }

  @ExtendWith(BrokenStore.class)
  static final class OfChangeLog extends ChangeLogContract {
    private final BrokenChangeLog broken;
    private LogStorage storage = new LogStorage(clock());

    OfChangeLog(BrokenChangeLog broken) {
      this.broken = broken;
    }

    @Override
    protected ChangeLogContract.Ports emptyStore() {
      storage = broken.over(clock());
      return storage.instance();
    }

    @Override
    protected ChangeLogContract.Ports another(ChangeLogContract.Ports first) {
      return storage.instance();
    }

    @Override
    protected Transaction begin(ChangeLogContract.Ports store) {
      return storage.begin();
    }

    @Override
    protected void disconnect(ChangeLogContract.Ports store) {
      storage.cut();
    }
  }

  @ExtendWith(BrokenStore.class)
  static final class OfAuditTrail extends AuditTrailContract {
    private final BrokenAuditTrail broken;
    private AuditStorage storage = new AuditStorage(clock());

    OfAuditTrail(BrokenAuditTrail broken) {
      this.broken = broken;
    }

    @Override
    protected AuditTrailContract.Ports emptyStore() {
      storage = broken.over(clock());
      return storage.instance();
    }

    @Override
    protected AuditTrailContract.Ports another(AuditTrailContract.Ports first) {
      return storage.instance();
    }

    @Override
    protected ChangeLogContract.Transaction begin(AuditTrailContract.Ports store) {
      return storage.begin();
    }

    @Override
    protected void disconnect(AuditTrailContract.Ports store) {
      storage.cut();
    }
  }

  /**
   * Hands in the broken store that the run was started for. Of the races and the large containers,
   * which take most of the time, it runs those that this store must fail.
   */
  static final class BrokenStore implements ParameterResolver, ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String rule = context.getTestMethod().map(Method::getName).map(Trial::number).orElse("");
      if (!context.getTags().contains(Racing.TAG) && !LARGE.contains(rule)) {
        return ConditionEvaluationResult.enabled("cheap");
      }
      String name = context.getConfigurationParameter(BROKEN).orElseThrow();
      RuleSet broken = broken(context.getEnclosingTestClasses(), name);
      return broken.always().contains(rule)
          ? ConditionEvaluationResult.enabled("this store must fail it")
          : ConditionEvaluationResult.disabled("this store need not fail it");
    }

    private static RuleSet broken(List<Class<?>> trials, String name) {
      if (trials.contains(OfContainerStore.class)) {
        return BrokenContainerStore.valueOf(name).broken;
      }
      if (trials.contains(OfAuditTrail.class)) {
        return BrokenAuditTrail.valueOf(name).broken;
      }
      return trials.contains(OfChangeLog.class)
          ? BrokenChangeLog.valueOf(name).broken
          : BrokenApiKeyStore.valueOf(name).broken;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return Enum.class.isAssignableFrom(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      String name = context.getConfigurationParameter(BROKEN).orElseThrow();
      return Stream.of(parameter.getParameter().getType().getEnumConstants())
          .filter(constant -> constant.toString().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }
}
