package dev.assetlookup.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProjectsTest {
  private static final String UUID = "8D2C1D9E-2B0B-4F6A-9C3E-111111111111";
  private static final String SPELLED = "prj_8d2c1d9e-2b0b-4f6a-9c3e-111111111111";

  @Test
  void all_projects_include_what_is_in_none() {
    assertThat(Projects.ALL.include("a")).isTrue();
    assertThat(Projects.ALL.include(null)).isTrue();
  }

  @Test
  void some_projects_include_themselves_and_nothing_else() {
    Projects some = Projects.only("a", "b");

    assertThat(some.include("a")).isTrue();
    assertThat(some.include("b")).isTrue();
    assertThat(some.include("A")).isFalse();
    assertThat(some.include("c")).isFalse();
    assertThat(some.include(null)).isFalse();
  }

  @Test
  void a_project_is_taken_in_any_of_its_spellings() {
    assertThat(Projects.only(UUID, "prj_" + UUID, SPELLED)).isEqualTo(Projects.only(SPELLED));
    assertThat(Projects.only(UUID).include(SPELLED)).isTrue();
  }

  @Test
  void none_too_many_or_impossible_projects_are_refused() {
    List<String> most = IntStream.range(0, Projects.MAX).mapToObj(i -> "p" + i).toList();

    assertThat(Projects.only(most).include("p19")).isTrue();
    assertThatThrownBy(() -> Projects.only())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not 1 to 20 projects: 0");
    assertThatThrownBy(
            () -> Projects.only(IntStream.rangeClosed(0, 20).mapToObj(i -> "p" + i).toList()))
        .hasMessage("not 1 to 20 projects: 21");
    assertThatThrownBy(() -> Projects.only("a", "x".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Projects.only("a/b")).isInstanceOf(IllegalArgumentException.class);
  }
}
