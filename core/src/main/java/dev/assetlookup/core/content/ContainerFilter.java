package dev.assetlookup.core.content;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which containers of an organization to list. All conditions must hold.
 *
 * @param projectId of this project, in any of its spellings, null for any or none
 * @param statuses of one of these, empty for any
 * @param formats of one of these, empty for any or none
 * @param creativeTypes of one of these, empty for any or none
 * @param since created at this time or later, null for any
 * @param until created at this time or earlier, null for any
 */
public record ContainerFilter(
    @Nullable String projectId,
    Set<ContainerStatus> statuses,
    Set<String> formats,
    Set<String> creativeTypes,
    @Nullable Instant since,
    @Nullable Instant until) {
  /** All containers. */
  public static final ContainerFilter ALL =
      new ContainerFilter(null, Set.of(), Set.of(), Set.of(), null, null);

  /**
   * Copies the sets and narrows the times to whole microseconds, which is what containers have.
   *
   * @throws IllegalArgumentException if the project, a format or a type is one that no container
   *     can have, or a time is outside the years 1970 to 9999
   */
  public ContainerFilter {
    statuses = Set.copyOf(statuses);
    formats = Set.copyOf(formats);
    creativeTypes = Set.copyOf(creativeTypes);
    projectId = projectId == null ? null : ContainerDetails.projectId(projectId);
    formats.forEach(format -> ContainerDetails.requireName(format, "format"));
    creativeTypes.forEach(type -> ContainerDetails.requireName(type, "creativeType"));
    if (since != null) {
      Instant cut = UtcTime.storable(since, "since");
      since =
          cut.equals(since) || cut.equals(UtcTime.LATEST) ? cut : cut.plus(1, ChronoUnit.MICROS);
    }
    until = until == null ? null : UtcTime.storable(until, "until");
  }

  /**
   * The containers of one project.
   *
   * @param projectId the project, in any of its spellings
   * @return a new filter
   * @throws IllegalArgumentException if no container can have this project
   */
  public static ContainerFilter ofProject(String projectId) {
    return new ContainerFilter(projectId, Set.of(), Set.of(), Set.of(), null, null);
  }

  /**
   * The same conditions, within one project.
   *
   * @param project the project, in any of its spellings, in place of {@link #projectId}
   * @return a new filter
   * @throws IllegalArgumentException if no container can have this project
   */
  public ContainerFilter inProject(String project) {
    return new ContainerFilter(project, statuses, formats, creativeTypes, since, until);
  }

  /**
   * The containers that came into being in a span of time.
   *
   * @param since at this time or later
   * @param until at this time or earlier
   * @return a new filter
   * @throws IllegalArgumentException if a time is outside the years 1970 to 9999
   */
  public static ContainerFilter createdBetween(Instant since, Instant until) {
    return new ContainerFilter(null, Set.of(), Set.of(), Set.of(), since, until);
  }

  /**
   * Whether a container is one of them.
   *
   * @param createdAt when it came into being
   * @param details what is recorded of it
   * @return true if all conditions hold
   */
  public boolean includes(Instant createdAt, ContainerDetails details) {
    return (projectId == null || projectId.equals(details.projectId()))
        && (statuses.isEmpty() || statuses.contains(details.status()))
        && isOneOf(formats, details.format())
        && isOneOf(creativeTypes, details.creativeType())
        && (since == null || !createdAt.isBefore(since))
        && (until == null || !createdAt.isAfter(until));
  }

  private static boolean isOneOf(Set<String> asked, @Nullable String value) {
    return asked.isEmpty() || (value != null && asked.contains(value));
  }
}
