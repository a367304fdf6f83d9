package dev.assetlookup.r2.bucket;

import static dev.assetlookup.r2.bucket.Answers.given;

import dev.assetlookup.core.content.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Computes the digest of an object while its bytes arrive.
 *
 * @param progress gets the number of bytes so far
 * @param longest how long so many bytes may take
 */
record ObjectDigest(LongConsumer progress, LongFunction<Duration> longest) {
  private static final int BUFFER = 64 * 1024;

  /** Reads and closes an answer. */
  Sha256 read(ResponseInputStream<GetObjectResponse> in) {
    try (in) {
      return digest(in);
    } catch (IOException e) {
      in.abort();
      throw Answers.brokenOff(e);
    }
  }

  private Sha256 digest(ResponseInputStream<GetObjectResponse> in) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[BUFFER];
    long length = given(in.response().contentLength());
    Deadline deadline = Deadline.after(longest.apply(length));
    long count = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
      count += read;
      progress.accept(count);
      if (deadline.left().isEmpty()) {
        throw new InterruptedIOException("it came too slowly: " + count + " bytes in " + deadline);
      }
    }
    if (count != length) {
      throw new EOFException("the answer ended early");
    }
    return Sha256.of(digest);
  }
}
