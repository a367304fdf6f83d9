package dev.assetlookup.core.sweep;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import java.util.List;

/** Takes over media that a container no longer needs, so that their files can be deleted. */
public interface MediaRelease {
  /**
   * Takes over media. Called once or more for each, also from several threads and processes at
   * once, so it must bear repetition; when it returns, it is not called again for them. While it
   * runs, the URLs cannot be published on this container.
   *
   * <p>Of several processes that sweep at once, one may still be in here when another has ended,
   * from when on the URLs can be published again. Whoever deletes files in here and uses URLs again
   * sweeps from one process.
   *
   * <p>That no other container uses the files is for the implementation to know: it should delete
   * nothing but what lies in the container's own place in the storage.
   *
   * @param container which container
   * @param urls media and thumbnails that none of its assets uses, under any spelling of their URL,
   *     at least one, each file once
   * @throws dev.assetlookup.core.store.StoreUnavailableException if they could not be taken over;
   *     the next sweep tries again
   */
  void release(ContainerKey container, List<MediaUrl> urls);
}
