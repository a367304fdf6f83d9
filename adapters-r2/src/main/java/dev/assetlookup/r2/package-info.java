/** Stores over Cloudflare R2 and other servers of the S3 protocol. */
@NullMarked
package dev.assetlookup.r2;

import org.jspecify.annotations.NullMarked;
