package dev.assetlookup.testkit;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a call returned with what it should have. A failure names the call and the fields
 * that differ, and not the whole values, which may have thousands of fields.
 */
final class Same {
  private static final int MAX_DIFFERENCES = 5;
  private static final int MAX_LENGTH = 80;

  private final List<String> differences = new ArrayList<>();
  private int count;

  private Same() {}

  static void assertSame(String call, @Nullable Object actual, @Nullable Object expected) {
    Same same = new Same();
    same.compare("", actual, expected);
    if (same.count > 0) {
      int more = same.count - same.differences.size();
      throw new AssertionError(
          call
              + ": "
              + String.join("; ", same.differences)
              + (more == 0 ? "" : "; and " + more + " more"));
    }
  }

  private void compare(String path, @Nullable Object actual, @Nullable Object expected) {
    if (Objects.equals(actual, expected)) {
      return;
    }
    if (actual instanceof List<?> list && expected instanceof List<?> other) {
      compareLists(path, list, other);
    } else if (actual instanceof Optional<?> one
        && expected instanceof Optional<?> other
        && one.isPresent()
        && other.isPresent()) {
      compare(path, one.get(), other.get());
    } else if (actual instanceof Record record
        && expected != null
        && record.getClass().equals(expected.getClass())
        && hasFields(record.getClass())) {
      for (RecordComponent component : record.getClass().getRecordComponents()) {
        compare(
            path.isEmpty() ? component.getName() : path + "." + component.getName(),
            field(record, component),
            field(expected, component));
      }
    } else {
      differ(path, "is " + shown(actual) + ", should be " + shown(expected));
    }
  }

  private void compareLists(String path, List<?> actual, List<?> expected) {
    if (actual.size() != expected.size()) {
      differ(path, "has " + actual.size() + " entries, should have " + expected.size());
    }
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      compare(path + "[" + i + "]", actual.get(i), expected.get(i));
    }
  }

  /** An id or the like is one value; a record of several fields is compared field by field. */
  private static boolean hasFields(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    return components.length > 1 || (components.length == 1 && components[0].getType().isRecord());
  }

  private static @Nullable Object field(Object record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private void differ(String path, String how) {
    count++;
    if (differences.size() < MAX_DIFFERENCES) {
      differences.add(path.isEmpty() ? how : path + " " + how);
    }
  }

  private static String shown(@Nullable Object value) {
    String text = value instanceof String string ? "\"" + string + "\"" : String.valueOf(value);
    return text.length() <= MAX_LENGTH
        ? text
        : text.substring(0, MAX_LENGTH) + "... (" + text.length() + " characters)";
  }
}
