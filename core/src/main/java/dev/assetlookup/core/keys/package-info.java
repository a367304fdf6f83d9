/** API keys: who stands behind one, and what is done with them. */
@NullMarked
package dev.assetlookup.core.keys;

import org.jspecify.annotations.NullMarked;
