/** The program as it is wired, over real databases, asked over sockets. */
@NullMarked
package dev.assetlookup.bootstrap.wire;

import org.jspecify.annotations.NullMarked;
