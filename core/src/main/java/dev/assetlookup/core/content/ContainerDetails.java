package dev.assetlookup.core.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a container beside its assets. Carried, not interpreted. Texts hold neither
 * NUL nor half of a surrogate pair; times are truncated to microseconds.
 *
 * @param projectId 1 to 64 of {@code A-Za-z0-9._-}; a UUID, with or without {@code prj_}, in either
 *     case, becomes {@code prj_<lower-case uuid>}
 * @param status how far its making has come
 * @param format at most 64 characters
 * @param creativeType at most 64 characters
 * @param caption at most 10,000 characters
 * @param firstComment at most 10,000 characters
 * @param approvalStatus where it stands in a review
 * @param completedAt when it was done
 * @param lastError at most 2,000 characters
 */
public record ContainerDetails(
    @Nullable String projectId,
    ContainerStatus status,
    @Nullable String format,
    @Nullable String creativeType,
    @Nullable String caption,
    @Nullable String firstComment,
    ApprovalStatus approvalStatus,
    @Nullable Instant completedAt,
    @Nullable String lastError) {
  /** A completed container of which nothing else is recorded. */
  public static final ContainerDetails COMPLETED =
      new ContainerDetails(
          null,
          ContainerStatus.COMPLETED,
          null,
          null,
          null,
          null,
          ApprovalStatus.NOT_REQUIRED,
          null,
          null);

  private static final String PROJECT = "prj_";
  private static final int MAX_NAME = 64;
  private static final int MAX_TEXT = 10_000;
  private static final int MAX_ERROR = 2_000;

  /**
   * Checks form and length.
   *
   * @throws IllegalArgumentException if a value is not of the form above
   */
  public ContainerDetails {
    projectId = projectId == null ? null : projectId(projectId);
    requireName(format, "format");
    requireName(creativeType, "creativeType");
    Texts.requireStorable(caption, "caption", MAX_TEXT);
    Texts.requireStorable(firstComment, "firstComment", MAX_TEXT);
    Texts.requireStorable(lastError, "lastError", MAX_ERROR);
    completedAt = completedAt == null ? null : UtcTime.storable(completedAt, "completedAt");
  }

  /**
   * Starts with what {@link #COMPLETED} has.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The one spelling of a project's id.
   *
   * @param text the id in any of its spellings
   * @return as containers have it
   * @throws IllegalArgumentException if no container can have this project
   */
  public static String projectId(String text) {
    if (!Ascii.isName(text, MAX_NAME)) {
      throw new IllegalArgumentException(
          "projectId is not 1 to 64 of A-Za-z0-9._-: " + Texts.quoted(text));
    }
    return ContainerId.uuid(text, PROJECT).map(uuid -> PROJECT + uuid).orElse(text);
  }

  static void requireName(@Nullable String text, String field) {
    Texts.requireStorable(text, field, MAX_NAME);
  }

  /** Gathers what is recorded. Not thread-safe. */
  public static final class Builder {
    private @Nullable String projectId;
    private ContainerStatus status = ContainerStatus.COMPLETED;
    private @Nullable String format;
    private @Nullable String creativeType;
    private @Nullable String caption;
    private @Nullable String firstComment;
    private ApprovalStatus approvalStatus = ApprovalStatus.NOT_REQUIRED;
    private @Nullable Instant completedAt;
    private @Nullable String lastError;

    private Builder() {}

    /**
     * Sets the project.
     *
     * @param projectId see {@link ContainerDetails}
     * @return this
     */
    public Builder projectId(@Nullable String projectId) {
      this.projectId = projectId;
      return this;
    }

    /**
     * Sets how far its making has come; left out, it is completed.
     *
     * @param status see {@link ContainerDetails}
     * @return this
     */
    public Builder status(ContainerStatus status) {
      this.status = status;
      return this;
    }

    /**
     * Sets the format.
     *
     * @param format see {@link ContainerDetails}
     * @return this
     */
    public Builder format(@Nullable String format) {
      this.format = format;
      return this;
    }

    /**
     * Sets the type of the creative.
     *
     * @param creativeType see {@link ContainerDetails}
     * @return this
     */
    public Builder creativeType(@Nullable String creativeType) {
      this.creativeType = creativeType;
      return this;
    }

    /**
     * Sets the caption.
     *
     * @param caption see {@link ContainerDetails}
     * @return this
     */
    public Builder caption(@Nullable String caption) {
      this.caption = caption;
      return this;
    }

    /**
     * Sets the first comment.
     *
     * @param firstComment see {@link ContainerDetails}
     * @return this
     */
    public Builder firstComment(@Nullable String firstComment) {
      this.firstComment = firstComment;
      return this;
    }

    /**
     * Sets where it stands in a review; left out, none is required.
     *
     * @param approvalStatus see {@link ContainerDetails}
     * @return this
     */
    public Builder approvalStatus(ApprovalStatus approvalStatus) {
      this.approvalStatus = approvalStatus;
      return this;
    }

    /**
     * Sets when it was done.
     *
     * @param completedAt see {@link ContainerDetails}
     * @return this
     */
    public Builder completedAt(@Nullable Instant completedAt) {
      this.completedAt = completedAt;
      return this;
    }

    /**
     * Sets the last error.
     *
     * @param lastError see {@link ContainerDetails}
     * @return this
     */
    public Builder lastError(@Nullable String lastError) {
      this.lastError = lastError;
      return this;
    }

    /**
     * The details.
     *
     * @return new details
     * @throws IllegalArgumentException as the constructor of {@link ContainerDetails}
     */
    public ContainerDetails build() {
      return new ContainerDetails(
          projectId,
          status,
          format,
          creativeType,
          caption,
          firstComment,
          approvalStatus,
          completedAt,
          lastError);
    }
  }
}
