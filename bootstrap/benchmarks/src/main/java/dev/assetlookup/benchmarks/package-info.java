/** Measures the speed against its budgets. */
@NullMarked
package dev.assetlookup.benchmarks;

import org.jspecify.annotations.NullMarked;
