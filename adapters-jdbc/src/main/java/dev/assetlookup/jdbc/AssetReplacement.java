package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Asset;
import java.util.List;

/**
 * What replacing the rows of a container did.
 *
 * @param added the current assets whose id had another URL before, or was not there
 * @param onlyForgot whether it altered or removed superseded assets, and did nothing else
 */
record AssetReplacement(List<Asset> added, boolean onlyForgot) {}
