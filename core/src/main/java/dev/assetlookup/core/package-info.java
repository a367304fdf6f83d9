/** Where an embedder begins: {@link AssetLookup} over a store. */
@NullMarked
package dev.assetlookup.core;

import org.jspecify.annotations.NullMarked;
