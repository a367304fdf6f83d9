/** What of a store a caller may see. The rules reach containers by no other way. */
@NullMarked
package dev.assetlookup.core.visibility;

import org.jspecify.annotations.NullMarked;
