package dev.assetlookup.s3server;

final class StrictS3ServerContractTest extends S3Contract {
  @Override
  S3Server start() {
    return StrictS3Server.start();
  }
}
