/** Who is asking: callers, scopes and API keys. */
@NullMarked
package dev.assetlookup.core.access;

import org.jspecify.annotations.NullMarked;
