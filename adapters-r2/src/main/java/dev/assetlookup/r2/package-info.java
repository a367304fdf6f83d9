/** Clients of the S3 protocol; the stores are in the packages below. */
@NullMarked
package dev.assetlookup.r2;

import org.jspecify.annotations.NullMarked;
