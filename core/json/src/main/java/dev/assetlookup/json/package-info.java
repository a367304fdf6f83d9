/** Containers and descriptors as JSON: documents, answers of the API, import and export. */
@NullMarked
package dev.assetlookup.json;

import org.jspecify.annotations.NullMarked;
