package dev.assetlookup.r2.bucket;

import static dev.assetlookup.r2.bucket.Answers.given;

import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.r2.StorageRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Moves the bytes of whole files, holding few of them at a time. A transfer that breaks off is
 * tried again for as long as each attempt gets farther than all before it. Thread-safe.
 */
public final class FileTransfer {
  // Half a megabit a second, slower than any line on which media are published.
  private static final long LEAST_BYTES_PER_SECOND = 64 * 1024;

  private final Calls calls;

  /** Transfers to and from one bucket, whose patience is how long one may go without progress. */
  FileTransfer(Calls calls) {
    this.calls = calls;
  }

  /** A file to store, and what its bytes must be. */
  public record Upload(
      Path file,
      long sizeBytes,
      String contentType,
      Sha256 checksum,
      Map<String, String> metadata) {}

  /**
   * Stores a file, whatever was there.
   *
   * @throws IOException if the file cannot be read
   * @throws StorageRefusedException also if the file is not what the upload says
   */
  public void upload(String key, Upload upload, LongConsumer progress) throws IOException {
    Deadline deadline = Deadline.after(calls.patience());
    Attempts attempts = new Attempts(deadline, longest(upload.sizeBytes()));
    try {
      send(toPut(key, upload), upload, attempts, deadline.renewedByProgress().andThen(progress));
    } catch (SdkException e) {
      throw PortExceptions.unwritten(key, calls.bucket(), e, attempts);
    }
  }

  /**
   * As {@link #upload}, but only in place of what was read with this tag, or of nothing if the tag
   * is null; false if something else is there, or another write is under way.
   */
  public boolean uploadOver(@Nullable String etag, String key, Upload upload, LongConsumer progress)
      throws IOException {
    PutObjectRequest.Builder request = toPut(key, upload);
    request = etag == null ? request.ifNoneMatch("*") : request.ifMatch(etag);
    Deadline deadline = Deadline.after(calls.patience());
    Attempts attempts = new Attempts(deadline, longest(upload.sizeBytes()));
    try {
      send(request, upload, attempts, deadline.renewedByProgress().andThen(progress));
      return true;
    } catch (SdkException e) {
      return calls.lost(key, e, attempts);
    }
  }

  private Duration longest(long bytes) {
    return calls.patience().plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
  }

  private PutObjectRequest.Builder toPut(String key, Upload upload) {
    return PutObjectRequest.builder()
        .bucket(calls.bucket())
        .key(key)
        .contentType(upload.contentType())
        .metadata(upload.metadata())
        // Given whole, for the client would send what it computes behind an aws-chunked body.
        .checksumSHA256(base64(upload.checksum()));
  }

  private static String base64(Sha256 checksum) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(checksum.hex()));
  }

  private void send(
      PutObjectRequest.Builder request, Upload upload, Attempts attempts, LongConsumer progress)
      throws IOException {
    RequestBody body =
        RequestBody.fromContentProvider(
            () -> new CountedStream(opened(upload.file()), upload.sizeBytes(), progress),
            upload.sizeBytes(),
            upload.contentType());
    try {
      attempts.run(time -> send(request, upload, body, time));
    } catch (UncheckedIOException e) {
      if (isOther(upload)) {
        throw changed(upload, e);
      }
      throw e.getCause();
    }
  }

  private String send(
      PutObjectRequest.Builder request, Upload upload, RequestBody body, Duration time) {
    try {
      return given(
          calls
              .client()
              .putObject(request.overrideConfiguration(Calls.within(time)).build(), body)
              .eTag());
    } catch (SdkException e) {
      if (isOther(upload)
          || (e instanceof AwsServiceException answer && Failures.isOtherBytes(answer))) {
        throw changed(upload, e);
      }
      throw e;
    }
  }

  /** A file that was cut off breaks a request off before the server can say what is wrong. */
  private static boolean isOther(Upload upload) {
    try {
      return Files.size(upload.file()) != upload.sizeBytes();
    } catch (IOException e) {
      return true;
    }
  }

  /** The file is not what it was when it was described. */
  public StorageRefusedException changed(Upload upload, Throwable cause) {
    return new StorageRefusedException(
        "cannot write to bucket "
            + calls.bucket()
            + ": "
            + upload.file()
            + " changed after it was read",
        cause);
  }

  private static InputStream opened(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The digest of an object's bytes; empty if there is no object. */
  public Optional<Sha256> digest(String key) {
    Deadline deadline = Deadline.after(calls.patience());
    ObjectDigest digest = new ObjectDigest(deadline.renewedByProgress(), this::longest);
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(calls.bucket()).key(key);
    return calls.found(
        "read " + key,
        deadline,
        time ->
            digest.read(
                calls
                    .client()
                    .getObject(request.overrideConfiguration(Calls.within(time)).build())));
  }
}
