package dev.assetlookup.r2.objects;

import dev.assetlookup.s3server.S3ProxyServer;

/** On a server that is not ours. */
class ObjectsOnS3ProxyTest extends ObjectsContract {
  ObjectsOnS3ProxyTest() {
    super(S3ProxyServer.start());
  }
}
