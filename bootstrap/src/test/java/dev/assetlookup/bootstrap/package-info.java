@NullMarked
package dev.assetlookup.bootstrap;

import org.jspecify.annotations.NullMarked;
