/** Settings: from flags, environment, file and defaults. */
@NullMarked
package dev.assetlookup.bootstrap.config;

import org.jspecify.annotations.NullMarked;
