package dev.assetlookup.media;

import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.media.MediaPlan.Placement;
import dev.assetlookup.r2.objects.MediaBucket;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends files, a few at a time, until one fails. */
final class Uploads {
  private static final int WIDTH = 4;
  private static final long LOOK_MILLIS = 100;
  private static final long PATIENCE_SECONDS = 5;

  private final MediaBucket bucket;
  private final OrganizationId organization;
  private final MediaPublisher.Listener listener;

  /** How it went. */
  enum Result {
    /** All are stored. */
    DONE,
    /** At least one is not, because somebody else has written there meanwhile. */
    OVERTAKEN,
    /** It was ended early. */
    ENDED
  }

  Uploads(MediaBucket bucket, OrganizationId organization, MediaPublisher.Listener listener) {
    this.bucket = bucket;
    this.organization = organization;
    this.listener = listener;
  }

  /** Sends files and adds each that is stored to {@code uploaded}. */
  Result send(List<Placement> placements, Set<MediaFile> uploaded) throws IOException {
    listener.sending(placements.size(), placements.stream().mapToLong(Uploads::size).sum());
    // Only the transfer of a virtual thread is ended by an interrupt.
    ExecutorService threads = Executors.newFixedThreadPool(WIDTH, Thread.ofVirtual().factory());
    try {
      CompletionService<@Nullable MediaFile> sent = new ExecutorCompletionService<>(threads);
      placements.forEach(placement -> sent.submit(() -> send(placement)));
      Result outcome = Result.DONE;
      for (int i = 0; i < placements.size(); i++) {
        Future<@Nullable MediaFile> next = next(sent);
        if (next == null) {
          return Result.ENDED;
        }
        MediaFile file = result(next);
        if (file == null) {
          outcome = Result.OVERTAKEN;
        } else {
          uploaded.add(file);
        }
      }
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Result.ENDED;
    } finally {
      end(threads);
    }
  }

  private static long size(Placement placement) {
    return placement.file().facts().sizeBytes();
  }

  /** The file, or null if it was not stored. */
  private @Nullable MediaFile send(Placement placement) throws IOException {
    MediaFile file = placement.file().file();
    boolean stored =
        bucket.uploadOver(
            file.path(),
            organization,
            placement.descriptor(),
            placement.seen(),
            bytes -> listener.sent(file, bytes));
    if (!stored) {
      return null;
    }
    listener.stored(file, placement.descriptor(), true);
    return file;
  }

  /** Null if it was ended. */
  private @Nullable Future<@Nullable MediaFile> next(CompletionService<@Nullable MediaFile> sent)
      throws InterruptedException {
    while (!listener.isEnded()) {
      Future<@Nullable MediaFile> next = sent.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  private static @Nullable MediaFile result(Future<@Nullable MediaFile> sent)
      throws IOException, InterruptedException {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case RuntimeException failed -> throw failed;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** Transfers under way may be stored or not; the next look at the bucket shows it. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
