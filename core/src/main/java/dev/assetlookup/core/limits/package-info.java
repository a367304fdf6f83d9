/** How much may be asked in a time: rules without threads and clocks of their own. */
@NullMarked
package dev.assetlookup.core.limits;

import org.jspecify.annotations.NullMarked;
