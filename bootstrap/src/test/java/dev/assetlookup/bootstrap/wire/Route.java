package dev.assetlookup.bootstrap.wire;

/** One good request of each route, for what holds for all of them. Container 1 has slide-1. */
enum Route {
  GET_ASSET("GET", Client.path(1, "slide-1"), "", "content:read"),
  GET_CONTAINER("GET", Client.path(1), "", "content:read"),
  PUT_CONTAINER("PUT", Client.path(1), Drafts.of("slide-1.png"), "content:write"),
  LIST("GET", "/v1/content", "", "content:read"),
  LIST_OF_PROJECT("GET", "/v1/projects/p/content", "", "content:read"),
  BATCH("POST", Client.BATCH, Drafts.batch(Client.pair(1, "slide-1")), "content:read"),
  CHANGES("GET", "/v1/changes", "", "content:read"),
  AUDIT("GET", "/v1/audit-log", "", "audit:read"),
  WHOAMI("GET", "/v1/whoami", "", ""),
  OPENAPI("GET", "/v1/openapi.json", "", ""),
  // The last, for whoever asks for all in turns.
  DELETE_CONTAINER("DELETE", Client.path(1), "", "content:write");

  private final String method;
  private final String path;
  private final String body;
  private final String scope;

  Route(String method, String path, String body, String scope) {
    this.method = method;
    this.path = path;
    this.body = body;
    this.scope = scope;
  }

  Reply ask(Client client) {
    return client.send(method, path, body);
  }

  /** The scope that it needs; empty if none. */
  String scope() {
    return scope;
  }

  boolean needsKey() {
    return this != OPENAPI;
  }

  boolean needsContainers() {
    return needsKey() && this != WHOAMI && this != CHANGES && this != AUDIT;
  }
}
