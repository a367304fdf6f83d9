/** Servers of the S3 protocol for tests and benchmarks, in this process and on loopback. */
@NullMarked
package dev.assetlookup.s3server;

import org.jspecify.annotations.NullMarked;
