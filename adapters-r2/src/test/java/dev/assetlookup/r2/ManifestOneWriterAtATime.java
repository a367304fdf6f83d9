package dev.assetlookup.r2;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Does for S3Proxy what it does not do itself: a write and its condition are one step. */
final class ManifestOneWriterAtATime extends DelegatingS3Client {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

  ManifestOneWriterAtATime(S3Client client) {
    super(client);
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    return writing(() -> super.putObject(request, body));
  }

  @Override
  public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
    return writing(() -> super.deleteObject(request));
  }

  @Override
  public <T> T getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> reader) {
    return reading(() -> super.getObject(request, reader));
  }

  @Override
  public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    return reading(() -> super.listObjectsV2(request));
  }

  private <T> T writing(Supplier<T> call) {
    lock.writeLock().lock();
    try {
      return call.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private <T> T reading(Supplier<T> call) {
    lock.readLock().lock();
    try {
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }
}
