/**
 * Media files: reading and publishing them, and indexing and verifying the bucket that has them.
 */
@NullMarked
package dev.assetlookup.media;

import org.jspecify.annotations.NullMarked;
