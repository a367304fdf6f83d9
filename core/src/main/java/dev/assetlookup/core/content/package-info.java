/** The values of the domain: containers, their assets, and the ids that name both. */
@NullMarked
package dev.assetlookup.core.content;

import org.jspecify.annotations.NullMarked;
