/** Requests to one bucket: what they ask, how long they are tried, what their failures mean. */
@NullMarked
package dev.assetlookup.r2.bucket;

import org.jspecify.annotations.NullMarked;
