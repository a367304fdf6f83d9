package dev.assetlookup.core.limits;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rates of a key, each null for no limit.
 *
 * @param readLight of {@link EndpointClass#READ_LIGHT}
 * @param writeLight of {@link EndpointClass#WRITE_LIGHT}
 * @param longRunning of {@link EndpointClass#LONG_RUNNING}
 */
public record TierRates(
    @Nullable Rate readLight, @Nullable Rate writeLight, @Nullable Rate longRunning) {
  /** No limits. */
  public static final TierRates UNLIMITED = new TierRates(null, null, null);

  /**
   * Limits of all classes.
   *
   * @param readLight requests a minute
   * @param writeLight likewise
   * @param longRunning likewise
   * @return the rates
   * @throws IllegalArgumentException if a number is no {@link Rate}
   */
  public static TierRates of(int readLight, int writeLight, int longRunning) {
    return new TierRates(new Rate(readLight), new Rate(writeLight), new Rate(longRunning));
  }

  /**
   * The rate of one class.
   *
   * @param endpointClass the class
   * @return null for no limit
   */
  public @Nullable Rate of(EndpointClass endpointClass) {
    return switch (Objects.requireNonNull(endpointClass)) {
      case READ_LIGHT -> readLight;
      case WRITE_LIGHT -> writeLight;
      case LONG_RUNNING -> longRunning;
    };
  }
}
