package dev.assetlookup.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a contract over a broken store and tells which rules noticed. */
final class Trial {
  private static final String BROKEN = "broken";

  private Trial() {}

  static Set<String> failedRules(BrokenContainerStore broken) {
    return failedRules(OfContainerStore.class, broken);
  }

  static Set<String> failedRules(BrokenApiKeyStore broken) {
    return failedRules(OfApiKeyStore.class, broken);
  }

  /** The numbers of all rules of a contract. */
  static List<String> rulesOf(Class<?> contract) {
    return Stream.<Class<?>>iterate(contract, type -> type != Object.class, Class::getSuperclass)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .map(Trial::number)
        .sorted()
        .toList();
  }

  private static Set<String> failedRules(Class<?> trial, Enum<?> broken) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter(BROKEN, broken.name())
        .selectors(selectClass(trial))
        .execute()
        .testEvents()
        .failed()
        .map(Trial::methodName)
        .map(Trial::number)
        .collect(Collectors.toCollection(TreeSet::new));
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

    OfContainerStore(BrokenContainerStore broken) {
      this.broken = broken;
    }

    @Override
    protected ContainerStore emptyStore() {
      return broken.newStore();
    }
  }

  @ExtendWith(BrokenStore.class)
  static final class OfApiKeyStore extends ApiKeyStoreContract {
    private final BrokenApiKeyStore broken;

    OfApiKeyStore(BrokenApiKeyStore broken) {
      this.broken = broken;
    }

    @Override
    protected ApiKeyStore emptyKeyStore() {
      return broken.newStore();
    }
  }

  /** Hands in the broken store that the run was started for. */
  static final class BrokenStore implements ParameterResolver {
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
