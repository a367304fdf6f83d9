/**
 * The contracts of the stores as abstract tests. A store's test extends {@link
 * dev.assetlookup.testkit.ContainerStoreContract}, {@link
 * dev.assetlookup.testkit.ApiKeyStoreContract}, {@link dev.assetlookup.testkit.ChangeLogContract}
 * or, if the store is read-only, {@link dev.assetlookup.testkit.AssetReaderContract}, and hands in
 * a store. The project of that test brings JUnit, 5.13 or later, and AssertJ.
 */
@NullMarked
package dev.assetlookup.testkit;

import org.jspecify.annotations.NullMarked;
