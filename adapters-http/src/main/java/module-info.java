/** The HTTP API as services for Helidon. */
module dev.assetlookup.http {
  requires transitive dev.assetlookup.core;
  requires transitive io.helidon.webserver;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires dev.assetlookup.json;
  requires io.helidon.common;
  requires io.helidon.common.buffers;
  requires io.helidon.common.concurrency.limits;
  requires io.helidon.common.socket;
  requires io.helidon.common.uri;
  requires io.helidon.http;
  requires io.helidon.http.encoding;
  requires static transitive org.jspecify;

  exports dev.assetlookup.http;
}
