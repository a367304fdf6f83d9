/** Dagger: who gets what. */
@NullMarked
package dev.assetlookup.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
