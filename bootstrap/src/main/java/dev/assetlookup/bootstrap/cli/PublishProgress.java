package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.media.MediaFile;
import dev.assetlookup.media.MediaPublisher;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shows the progress of a publish: a bar on a terminal, a line a file elsewhere. */
final class PublishProgress implements MediaPublisher.Listener {
  private static final int BAR = 24;

  private final Progress progress;
  private final AtomicBoolean ended;
  private final Map<MediaFile, Long> sent = new HashMap<>();
  private int files;
  private long bytes;
  private long sentBytes;
  private int uploaded;
  private long uploadedBytes;
  private int unchanged;

  PublishProgress(Progress progress, AtomicBoolean ended) {
    this.progress = progress;
    this.ended = ended;
  }

  @Override
  public boolean isEnded() {
    return ended.get();
  }

  /** A file is about to be read, the last of them with {@code number} as {@code all}. */
  void reading(MediaFile file, int number, int all) {
    progress.show(() -> "reading %,d of %,d: %s".formatted(number, all, Printable.of(file.name())));
  }

  @Override
  public synchronized void sending(int files, long bytes) {
    this.files = files;
    this.bytes = bytes;
    sentBytes = 0;
    sent.clear();
  }

  @Override
  public synchronized void sent(MediaFile file, long bytes) {
    Long before = sent.put(file, bytes);
    sentBytes += bytes - (before == null ? 0 : before);
    progress.show(this::bar);
  }

  /** How far the files under way are. */
  synchronized String bar() {
    double part = bytes == 0 ? 1 : Math.min(1.0, sentBytes / (double) bytes);
    int full = (int) (part * BAR);
    return "[%s%s] %3d %%  %,d of %,d bytes, %,d files"
        .formatted(
            "#".repeat(full),
            ".".repeat(BAR - full),
            (int) (part * 100),
            Math.min(sentBytes, bytes),
            bytes,
            files);
  }

  @Override
  public synchronized void stored(MediaFile file, AssetDescriptor descriptor, boolean wasUploaded) {
    String line;
    if (wasUploaded) {
      uploaded++;
      uploadedBytes += size(descriptor);
      line = "uploaded %s (%,d bytes)".formatted(file.name(), size(descriptor));
    } else {
      unchanged++;
      line = "unchanged " + file.name();
    }
    if (!progress.isTerminal()) {
      progress.say(Printable.of(line));
    }
  }

  private static long size(AssetDescriptor descriptor) {
    Long size = descriptor.sizeBytes();
    return size == null ? 0 : size;
  }

  /** For people. */
  synchronized String counts() {
    return "%,d uploaded (%,d bytes), %,d unchanged".formatted(uploaded, uploadedBytes, unchanged);
  }
}
