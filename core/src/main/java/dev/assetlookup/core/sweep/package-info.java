/** Forgetting what has been superseded or deleted for long enough. */
@NullMarked
package dev.assetlookup.core.sweep;

import org.jspecify.annotations.NullMarked;
