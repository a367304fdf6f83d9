/** Commands that a server runs for others, because it has the H2 file that they need. */
@NullMarked
package dev.assetlookup.bootstrap.handover;

import org.jspecify.annotations.NullMarked;
