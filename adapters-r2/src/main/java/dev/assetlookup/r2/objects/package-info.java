/** The media bucket: its objects, what they say of themselves, and a read-only store over them. */
@NullMarked
package dev.assetlookup.r2.objects;

import org.jspecify.annotations.NullMarked;
