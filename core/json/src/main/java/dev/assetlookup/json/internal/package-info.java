/** What the modules of this project share to read and write JSON. No part of the public API. */
@NullMarked
package dev.assetlookup.json.internal;

import org.jspecify.annotations.NullMarked;
