/** The life of a running server: when it is ready, what it does beside answering, how it ends. */
@NullMarked
package dev.assetlookup.bootstrap.serve;

import org.jspecify.annotations.NullMarked;
