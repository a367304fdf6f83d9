/** A cache that is never stale, over any store that keeps a change log. */
@NullMarked
package dev.assetlookup.cache;

import org.jspecify.annotations.NullMarked;
