/** The HTTP API: a service for any Helidon server, and a server of its own. */
@NullMarked
package dev.assetlookup.http;

import org.jspecify.annotations.NullMarked;
