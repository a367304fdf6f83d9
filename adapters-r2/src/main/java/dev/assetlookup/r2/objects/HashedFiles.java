package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.MediaUrl;
import java.util.Map;

/**
 * The files of one folder whose ids have a hash, and so do not contain their names.
 *
 * @param names the names of the files by their ids
 * @param complete false if the folder has more names than were looked at
 */
record HashedFiles(Map<AssetId, String> names, boolean complete) {
  // What maps and objects take beside the characters, generously.
  private static final int OVERHEAD = 200;

  HashedFiles {
    names = Map.copyOf(names);
  }

  /** Whether an id has a hash; any other is the name of its file, less the extension. */
  static boolean isHashed(AssetId id) {
    return !AssetIds.derive(new MediaUrl("https://host/" + id + ".ext")).equals(id);
  }

  /** An upper estimate of the memory that this takes, in bytes. */
  int bytes() {
    int bytes = OVERHEAD;
    for (Map.Entry<AssetId, String> file : names.entrySet()) {
      bytes += OVERHEAD + file.getKey().value().length() + 2 * file.getValue().length();
    }
    return bytes;
  }
}
