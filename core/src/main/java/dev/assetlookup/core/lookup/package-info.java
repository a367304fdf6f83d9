/** Finding one asset: the question that the product exists for. */
@NullMarked
package dev.assetlookup.core.lookup;

import org.jspecify.annotations.NullMarked;
