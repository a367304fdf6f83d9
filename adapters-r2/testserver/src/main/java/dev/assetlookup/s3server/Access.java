package dev.assetlookup.s3server;

/** What a credential of {@link StrictS3Server} may do in a bucket. */
public enum Access {
  /** GET, HEAD and LIST. */
  READ_ONLY,
  /** Those, PUT and DELETE. */
  READ_WRITE
}
