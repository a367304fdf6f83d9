/** The words in which operators read what went wrong and what was done. */
@NullMarked
package dev.assetlookup.bootstrap.messages;

import org.jspecify.annotations.NullMarked;
