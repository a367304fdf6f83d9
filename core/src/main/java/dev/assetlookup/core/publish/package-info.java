/** Replacing and deleting the asset set of a container. */
@NullMarked
package dev.assetlookup.core.publish;

import org.jspecify.annotations.NullMarked;
