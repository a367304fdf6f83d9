package dev.assetlookup.r2;

/** The stores over one bucket. */
record ManifestStores(R2ContainerStore containers, R2KeyStore keys) {}
