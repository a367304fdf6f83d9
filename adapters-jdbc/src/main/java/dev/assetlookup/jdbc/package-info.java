/** Stores over JDBC: H2 embedded, PostgreSQL at scale. */
@NullMarked
package dev.assetlookup.jdbc;

import org.jspecify.annotations.NullMarked;
