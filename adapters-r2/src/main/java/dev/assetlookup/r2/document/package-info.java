/** JSON documents in a bucket, replaced by compare-and-swap. */
@NullMarked
package dev.assetlookup.r2.document;

import org.jspecify.annotations.NullMarked;
