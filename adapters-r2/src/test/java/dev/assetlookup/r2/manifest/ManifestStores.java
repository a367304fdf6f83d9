package dev.assetlookup.r2.manifest;

/** The stores over one bucket. */
record ManifestStores(R2ManifestStore containers, R2KeyStore keys) {}
