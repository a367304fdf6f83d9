/** Breaks the rule that no two packages need each other. */
@NullMarked
package dev.assetlookup.core.planted.cycle;

import org.jspecify.annotations.NullMarked;
