package dev.assetlookup.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Caches that are wrong on purpose do not keep {@link ExactnessRules}. */
class PlantedCachesTest {
  @Test
  void without_a_defect_the_planted_cache_keeps_every_rule() {
    assertThat(broken(PlantedCache.Defect.NONE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = PlantedCache.Defect.class, mode = Mode.EXCLUDE, names = "NONE")
  void each_defect_is_noticed(PlantedCache.Defect defect) {
    assertThat(broken(defect)).contains(defect.noticedBy);
  }

  private static List<String> broken(PlantedCache.Defect defect) {
    List<String> broken = new ArrayList<>();
    for (Method rule : ExactnessRules.class.getDeclaredMethods()) {
      if (rule.isAnnotationPresent(Test.class) && !isKept(rule, defect)) {
        broken.add(rule.getName());
      }
    }
    return broken;
  }

  private static boolean isKept(Method rule, PlantedCache.Defect defect) {
    try {
      rule.invoke(new Rules(defect));
      return true;
    } catch (InvocationTargetException e) {
      return false;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Rules extends ExactnessRules {
    Rules(PlantedCache.Defect defect) {
      super(
          store -> {
            PlantedCache cache = new PlantedCache(store, defect);
            return new CacheUnderTest(cache, cache);
          });
    }
  }
}
