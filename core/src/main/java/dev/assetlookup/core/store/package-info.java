/**
 * The outbound ports: what an adapter implements to keep containers and keys. The testkit is their
 * specification.
 */
@NullMarked
package dev.assetlookup.core.store;

import org.jspecify.annotations.NullMarked;
