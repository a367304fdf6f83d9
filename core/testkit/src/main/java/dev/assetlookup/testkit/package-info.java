/**
 * The contracts of the outbound ports as abstract tests, and an in-memory store for tests of your
 * own. A store's test extends a contract, hands in a store, and adds nothing.
 */
@NullMarked
package dev.assetlookup.testkit;

import org.jspecify.annotations.NullMarked;
