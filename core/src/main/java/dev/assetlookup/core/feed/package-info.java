/** The feed: reading the changes of an organization in order, and waiting for the next. */
@NullMarked
package dev.assetlookup.core.feed;

import org.jspecify.annotations.NullMarked;
