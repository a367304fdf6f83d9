package dev.assetlookup.s3server;

final class S3ProxyServerTest extends S3Contract {
  @Override
  S3Server start() {
    return S3ProxyServer.start();
  }
}
