package dev.assetlookup.r2.objects;

import dev.assetlookup.s3server.StrictS3Server;

/** On a server that is as strict as R2. */
class ObjectsOnStrictServerTest extends ObjectsContract {
  ObjectsOnStrictServerTest() {
    super(StrictS3Server.start());
  }
}
