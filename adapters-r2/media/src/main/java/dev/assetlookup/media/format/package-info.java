/**
 * What the headers of media files say: type, size as shown, playing time. One small reader for each
 * family of formats; each reads at the places that it needs and bounds what it reads.
 */
@NullMarked
package dev.assetlookup.media.format;

import org.jspecify.annotations.NullMarked;
