/**
 * The full store: one manifest for each container, in a bucket of its own, and its lists and API
 * keys.
 */
@NullMarked
package dev.assetlookup.r2.manifest;

import org.jspecify.annotations.NullMarked;
