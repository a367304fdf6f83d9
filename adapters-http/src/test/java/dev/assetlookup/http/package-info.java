@NullMarked
package dev.assetlookup.http;

import org.jspecify.annotations.NullMarked;
