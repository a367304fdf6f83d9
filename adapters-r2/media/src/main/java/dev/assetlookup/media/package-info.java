/** Media files on their way into the bucket: what they are, and how they are published. */
@NullMarked
package dev.assetlookup.media;

import org.jspecify.annotations.NullMarked;
