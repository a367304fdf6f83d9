/** Measures the budgets of DESIGN 8. */
@NullMarked
package dev.assetlookup.benchmarks;

import org.jspecify.annotations.NullMarked;
