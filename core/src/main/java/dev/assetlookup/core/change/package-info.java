/** What changed: the values that a change log keeps of each write. */
@NullMarked
package dev.assetlookup.core.change;

import org.jspecify.annotations.NullMarked;
