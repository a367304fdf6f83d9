package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.sweep.MediaRelease;
import dev.assetlookup.core.sweep.SweepContainers;
import java.util.function.BooleanSupplier;

/** Makes sweeps of the store. */
@FunctionalInterface
public interface Sweeps {
  /**
   * A sweep that ends early, between two containers, when it is asked to. Not by an interrupt,
   * which the port offers, too: a thread that is interrupted while it reads an H2 file closes the
   * file for everybody.
   *
   * @param release who takes over the media
   * @param ended tells whether it was asked to end; asked before each container
   * @return the inbound port
   */
  SweepContainers with(MediaRelease release, BooleanSupplier ended);
}
