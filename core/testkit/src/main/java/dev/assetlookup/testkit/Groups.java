package dev.assetlookup.testkit;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/**
 * The groups of a contract in one test. JUnit runs a nested class in place of an inherited one of
 * its name, which must not happen by chance: its rules would be lost.
 */
final class Groups {
  private Groups() {}

  static void requireNoneHidden(Class<?> test) {
    List<Class<?>> closer = new ArrayList<>();
    for (Class<?> type = test; type != null; type = type.getSuperclass()) {
      for (Class<?> group : type.getDeclaredClasses()) {
        if (group.isAnnotationPresent(Nested.class)) {
          closer.forEach(below -> requireNotHidden(group, below));
        }
      }
      closer.add(type);
    }
  }

  private static void requireNotHidden(Class<?> group, Class<?> below) {
    for (Class<?> nested : below.getDeclaredClasses()) {
      if (nested.getSimpleName().equals(group.getSimpleName()) && !group.isAssignableFrom(nested)) {
        throw new IllegalStateException(
            nested.getName()
                + " hides the rules of "
                + group.getName()
                + ": extend that class, or take another name");
      }
    }
  }
}
