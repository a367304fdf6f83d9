/** The demo: sample content whose media really load. */
@NullMarked
package dev.assetlookup.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
