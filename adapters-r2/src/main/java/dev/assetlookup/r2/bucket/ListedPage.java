package dev.assetlookup.r2.bucket;

import java.util.List;

/** One page of a LIST, in the order of the keys as UTF-8. */
public record ListedPage(List<ListedObject> objects, List<String> prefixes, boolean more) {}
