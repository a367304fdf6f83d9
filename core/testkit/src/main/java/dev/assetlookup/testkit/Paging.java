package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads on from page to page by one call of a store, and checks what every page promises. */
final class Paging {
  private Paging() {}

  static <C extends Comparable<? super C>, T> List<T> upTo(
      int count, int limit, @Nullable C after, Function<T, C> cursor, Source<C, T> source) {
    List<T> entries = new ArrayList<>();
    C last = after;
    while (entries.size() < count) {
      int asked = Math.min(limit, count - entries.size());
      List<T> page = source.page(last, asked);
      if (page.isEmpty()) {
        break;
      }
      requireFits(page, asked);
      entries.addAll(page);
      C end = cursor.apply(page.get(page.size() - 1));
      requireFurther(last, end);
      last = end;
    }
    return entries;
  }

  static void requireFits(List<?> page, int limit) {
    assertThat(page.size()).as("entries of a page").isLessThanOrEqualTo(limit);
  }

  static <C extends Comparable<? super C>> void requireFurther(@Nullable C last, C end) {
    assertThat(last == null || last.compareTo(end) < 0)
        .as("the page after " + last + " ends later, not at " + end)
        .isTrue();
  }

  /** One call of a store that pages. */
  @FunctionalInterface
  interface Source<C, T> {
    List<T> page(@Nullable C after, int limit);
  }
}
