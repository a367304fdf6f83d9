/** Reading who changed what. */
@NullMarked
package dev.assetlookup.core.audit;

import org.jspecify.annotations.NullMarked;
