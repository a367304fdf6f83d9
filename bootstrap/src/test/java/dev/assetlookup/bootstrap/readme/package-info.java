/** The documentation, held against the program. */
@NullMarked
package dev.assetlookup.bootstrap.readme;

import org.jspecify.annotations.NullMarked;
