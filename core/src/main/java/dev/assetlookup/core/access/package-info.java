/** Who is asking: callers, scopes, and API keys as they are stored. */
@NullMarked
package dev.assetlookup.core.access;

import org.jspecify.annotations.NullMarked;
