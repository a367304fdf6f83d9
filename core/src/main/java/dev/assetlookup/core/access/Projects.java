package dev.assetlookup.core.access;

import dev.assetlookup.core.content.ContainerDetails;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The projects of its organization that a caller is bound to. All else is absent to the caller. */
public sealed interface Projects {
  /** Bound to none: whatever the organization has, also what is in no project. */
  Projects ALL = new All();

  /** Most projects that a caller can be bound to. */
  int MAX = 20;

  /**
   * Only these projects.
   *
   * @param ids 1 to {@value #MAX} projects, in any of their spellings
   * @return the projects
   * @throws IllegalArgumentException if they are none or too many, or no container can have one
   */
  static Projects only(Collection<String> ids) {
    return new Only(new TreeSet<>(ids));
  }

  /**
   * Only these projects.
   *
   * @param ids 1 to {@value #MAX} projects, in any of their spellings
   * @return the projects
   * @throws IllegalArgumentException if they are none or too many, or no container can have one
   */
  static Projects only(String... ids) {
    return only(List.of(ids));
  }

  /**
   * Whether a container of this project is inside.
   *
   * @param projectId the project as containers have it, null for a container that is in none
   * @return true if the caller may see it
   */
  boolean include(@Nullable String projectId);

  /** No bound; see {@link #ALL}. */
  record All() implements Projects {
    @Override
    public boolean include(@Nullable String projectId) {
      return true;
    }
  }

  /**
   * Only some projects. What is in no project is outside.
   *
   * @param ids 1 to {@value Projects#MAX} projects, in the one spelling that containers have
   */
  record Only(SortedSet<String> ids) implements Projects {
    /**
     * Copies the ids, each in its one spelling.
     *
     * @throws IllegalArgumentException if they are none or too many, or no container can have one
     */
    public Only {
      SortedSet<String> spelled = new TreeSet<>();
      ids.forEach(id -> spelled.add(ContainerDetails.projectId(id)));
      if (spelled.isEmpty() || spelled.size() > MAX) {
        throw new IllegalArgumentException("not 1 to " + MAX + " projects: " + spelled.size());
      }
      ids = Collections.unmodifiableSortedSet(spelled);
    }

    @Override
    public boolean include(@Nullable String projectId) {
      return projectId != null && ids.contains(projectId);
    }
  }
}
