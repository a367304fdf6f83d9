/** The command line. */
@NullMarked
package dev.assetlookup.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
