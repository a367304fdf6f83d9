package dev.assetlookup.http;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.json.DescriptorJson;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was written of an asset for as long as its store gives the same object for it, as a
 * cache does for what has not changed. An asset has one of a few places, found by its identity;
 * where they are taken, one of them is written over. Thread-safe.
 */
final class RememberedAnswers {
  /** About what an answer takes, with all that belongs to it. */
  static final int ANSWER_BYTES = 768;

  /** A longer one is written each time. */
  private static final int LONGEST = 1024;

  private static final int PLACES = 4;

  private final AtomicReferenceArray<@Nullable Remembered> places;
  private final int sets;

  /**
   * Creates an empty memory.
   *
   * @param bytes about how much it may take, 0 for nothing
   */
  RememberedAnswers(long bytes) {
    this.sets = (int) Math.min(bytes / (ANSWER_BYTES * PLACES), 1 << 26);
    this.places = new AtomicReferenceArray<>(sets * PLACES);
  }

  /** The answer with an asset, written now or before. */
  Answer.Content of(FindAsset.Result.Found found) {
    if (sets == 0) {
      return Answer.Content.of(DescriptorJson.write(found));
    }
    int hash = System.identityHashCode(found.asset()) * 0x9E3779B9;
    int first = (int) ((Integer.toUnsignedLong(hash) * sets) >>> 32) * PLACES;
    int free = first + (hash & (PLACES - 1));
    for (int place = first; place < first + PLACES; place++) {
      Remembered remembered = places.getAcquire(place);
      if (remembered == null) {
        free = place;
      } else if (remembered.isOf(found)) {
        return remembered.answer;
      }
    }
    Answer.Content answer = Answer.Content.of(DescriptorJson.write(found));
    if (answer.body().length <= LONGEST) {
      places.setRelease(free, new Remembered(found, answer));
    }
    return answer;
  }

  /** Holds the asset weakly: what its store no longer keeps, nobody asks for again. */
  private static final class Remembered extends WeakReference<Asset> {
    // The bits of the container's id, not the id: an object less to fetch from memory.
    private final long high;
    private final long low;
    private final @Nullable Instant supersededAt;
    private final Answer.Content answer;

    Remembered(FindAsset.Result.Found found, Answer.Content answer) {
      super(found.asset());
      this.high = found.container().uuid().getMostSignificantBits();
      this.low = found.container().uuid().getLeastSignificantBits();
      this.supersededAt = found.supersededAt();
      this.answer = answer;
    }

    /** Compared as a whole, because one object may stand for an asset of two containers. */
    boolean isOf(FindAsset.Result.Found found) {
      UUID container = found.container().uuid();
      return refersTo(found.asset())
          && high == container.getMostSignificantBits()
          && low == container.getLeastSignificantBits()
          && Objects.equals(supersededAt, found.supersededAt());
    }
  }
}
