package dev.assetlookup.s3server;

import java.net.URI;

/** A server of the S3 protocol in this process, on a free port of 127.0.0.1. Thread-safe. */
public sealed interface S3Server extends AutoCloseable permits S3ProxyServer, StrictS3Server {

  /** Where it listens: {@code http://127.0.0.1:PORT}, for path-style requests. */
  URI endpoint();

  /** The id of a key that may read and write every bucket. */
  String accessKeyId();

  /** The secret of {@link #accessKeyId()}. */
  String secretAccessKey();

  /** Creates an empty bucket; one that is there stays as it is. */
  void createBucket(String bucket);

  /** Stops the server and ends its connections. */
  @Override
  void close();
}
