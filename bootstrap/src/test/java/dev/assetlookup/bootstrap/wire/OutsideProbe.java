package dev.assetlookup.bootstrap.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.MintRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks every route of a server as a live key that is bound to project "a", about what is outside:
 * in another project or none, of another organization, and in the sandbox. Each answer has to be,
 * byte for byte, that for an id that nobody ever used, or the one from before all that was there.
 */
final class OutsideProbe {
  /** Containers that are outside; the even ones are deleted. */
  private static final List<Integer> OUTSIDE = List.of(11, 12, 13, 21, 22, 31, 32);

  /** In the organization of the key, so that their ids are not free. */
  private static final List<Integer> IN_USE = List.of(11, 12, 13);

  private static final int NEVER = 99;
  private static final String NEVER_KEY = "AAAAAAAAAAAAAAAA";
  private static final String INSIDE = "\"projectId\":\"a\",";

  private final Client bound;
  private final Client owner;
  private final Client stranger;
  private final Client sandbox;
  private final ManageKeys keys;
  private final OrganizationId organization = new OrganizationId(Site.newOrganization());
  private final OrganizationId other = new OrganizationId(Site.newOrganization());
  private final Set<String> findings = new TreeSet<>();

  /**
   * Mints the keys.
   *
   * @param base of the server
   * @param keys of its store
   */
  OutsideProbe(URI base, ManageKeys keys) {
    this.keys = keys;
    this.owner = new Client(base, mint(organization, Projects.ALL, Environment.LIVE).text());
    this.bound = owner.with(mint(organization, Projects.only("a"), Environment.LIVE).text());
    this.sandbox = owner.with(mint(organization, Projects.ALL, Environment.TEST).text());
    this.stranger = owner.with(mint(other, Projects.ALL, Environment.LIVE).text());
  }

  private Minted mint(OrganizationId owner, Projects projects, Environment environment) {
    return keys.mint(
        new MintRequest(
            KeyTerms.builder(owner)
                .environment(environment)
                .scopes(Scope.ALL_DATA, Scope.AUDIT_READ, Scope.KEYS_MANAGE)
                .projects(projects)
                .build()));
  }

  /** A request in which {@code CONTAINER} and {@code KEY} stand for what is asked about. */
  private record Asked(String method, String path, String body, List<String> headers) {
    Asked(String method, String path, String body, String... headers) {
      this(method, path, body, List.of(headers));
    }

    Reply by(Client client, String container, String key) {
      return client.send(
          method,
          path.replace("CONTAINER", container).replace("KEY", key),
          body.replace("CONTAINER", container),
          headers.toArray(String[]::new));
    }

    Asked from(String start) {
      return new Asked(method, path.replace("START", start), body, headers);
    }
  }

  /** What is asked of each operation of the OpenAPI document. */
  private static final Map<String, List<Asked>> REQUESTS = new LinkedHashMap<>();

  static {
    String container = "/v1/content/CONTAINER";
    for (String asset : List.of("/assets/x", "/assets/gone", "/assets/never")) {
      ask("GET /v1/content/{containerId}/assets/{assetId}", container + asset);
    }
    ask("GET /v1/content/{containerId}", container);
    for (String query : List.of("", "?limit=1", "?status=completed&until=2999-01-01T00:00:00Z")) {
      ask("GET /v1/content", "/v1/content" + query);
      ask("GET /v1/projects/{projectId}/content", "/v1/projects/b/content" + query);
    }
    String pairs =
        "{\"assets\":[{\"containerId\":\"CONTAINER\",\"assetId\":\"x\"},"
            + "{\"containerId\":\"CONTAINER\",\"assetId\":\"gone\"}]}";
    ask("POST /v1/assets:batchGet", new Asked("POST", Client.BATCH, pairs));
    ask("DELETE /v1/content/{containerId}", new Asked("DELETE", container, "", "If-Match", "*"));
    ask("DELETE /v1/content/{containerId}", new Asked("DELETE", container, ""));
    for (String body : List.of(Drafts.of("x.png"), Drafts.with("\"projectId\":\"b\",", "x.png"))) {
      ask("PUT /v1/content/{containerId}", new Asked("PUT", container, body));
    }
    String inside = Drafts.with(INSIDE, "x.png");
    ask("PUT /v1/content/{containerId}", new Asked("PUT", container, inside, "If-Match", "*"));
    ask("GET /v1/changes", "/v1/changes?after=START");
    ask("GET /v1/changes", "/v1/changes?after=START&project=b");
    ask("GET /v1/audit-log", "/v1/audit-log");
    ask("GET /v1/api-keys", new Asked("GET", "/v1/api-keys", ""));
    String key = "/v1/api-keys/KEY";
    ask("DELETE /v1/api-keys/{apiKeyId}", new Asked("DELETE", key, ""));
    for (String way : List.of("rotate", "kill", "restore")) {
      String body = way.equals("rotate") ? "{\"grace\":\"P1D\"}" : "";
      ask("POST /v1/api-keys/{apiKeyId}/" + way, new Asked("POST", key + "/" + way, body));
    }
    for (String projects : List.of("[\"b\"]", "[\"a\",\"b\"]")) {
      String body = "{\"scopes\":[\"content:read\"],\"projects\":" + projects + "}";
      ask("POST /v1/api-keys", new Asked("POST", "/v1/api-keys", body));
    }
    ask("GET /v1/whoami", "/v1/whoami");
    ask("GET /v1/openapi.json", "/v1/openapi.json");
  }

  private static void ask(String operation, Asked asked) {
    REQUESTS.computeIfAbsent(operation, same -> new ArrayList<>()).add(asked);
  }

  private static void ask(String operation, String path) {
    ask(operation, new Asked("GET", path, ""));
    ask(operation, new Asked("HEAD", path, ""));
  }

  /** The operations of the server that nothing is asked of, and those that it does not have. */
  Set<String> unprobed() {
    Set<String> different = new TreeSet<>();
    JsonNode paths = owner.get("/v1/openapi.json").is(200).at("/paths");
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (List.of("get", "put", "post", "delete", "patch").contains(method)) {
                            different.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    Set<String> probed = new TreeSet<>(REQUESTS.keySet());
    probed.removeAll(different);
    different.removeAll(REQUESTS.keySet());
    different.addAll(probed);
    return different;
  }

  /** The operations that tell something, each once. */
  Set<String> findings() {
    publish(owner, 1, INSIDE);
    Reply now = bound.get("/v1/changes");
    String start = now.status() == 200 ? now.at("/nextToken").textValue() : "none";
    Map<Asked, String> before = new LinkedHashMap<>();
    each((operation, asked) -> before.put(asked, answer(asked.from(start), NEVER, NEVER_KEY)));
    Client[] owners = {owner, owner, owner, stranger, stranger, sandbox, sandbox};
    for (int i = 0; i < OUTSIDE.size(); i++) {
      int number = OUTSIDE.get(i);
      publish(owners[i], number, number == 13 ? "" : number < 20 ? "\"projectId\":\"b\"," : INSIDE);
      if (number % 2 == 0) {
        owners[i].delete(number).is(204);
      }
    }
    Minted[] hidden = {
      mint(organization, Projects.only("b"), Environment.LIVE),
      mint(organization, Projects.only("a", "b"), Environment.LIVE),
      mint(organization, Projects.ALL, Environment.LIVE),
      mint(other, Projects.only("a"), Environment.LIVE),
      mint(other, Projects.ALL, Environment.LIVE),
      mint(organization, Projects.only("a"), Environment.TEST),
      mint(organization, Projects.ALL, Environment.TEST)
    };
    List<String> stored = stored(owners);
    each(
        (operation, asked) -> {
          Asked request = asked.from(start);
          String expected = Objects.requireNonNull(before.get(asked));
          expect(operation, expected, answer(request, NEVER, NEVER_KEY));
          for (int i = 0; i < hidden.length; i++) {
            String key = hidden[i].key().id().value();
            expect(operation, expected, answer(request, OUTSIDE.get(i), key));
          }
        });
    String put = "PUT /v1/content/{containerId}";
    String none = bound.get(Client.path(NEVER)).withoutRequestId();
    for (int number : IN_USE) {
      expect(put, none, bound.put(number, Drafts.with(INSIDE, "x.png")).withoutRequestId());
    }
    expect(put + " or DELETE", stored.toString(), stored(owners).toString());
    return findings;
  }

  private interface Each {
    void request(String operation, Asked asked);
  }

  private static void each(Each each) {
    REQUESTS.forEach((operation, all) -> all.forEach(asked -> each.request(operation, asked)));
  }

  private void expect(String operation, String expected, String actual) {
    if (!expected.equals(actual)) {
      findings.add(operation);
    }
  }

  /** With a superseded asset. */
  private static void publish(Client client, int number, String project) {
    client.put(number, Drafts.with(project, "x.png", "gone.png")).is(201);
    client.put(number, Drafts.with(project, "x.png")).is(200);
  }

  private static List<String> stored(Client... owners) {
    List<String> stored = new ArrayList<>();
    for (int i = 0; i < owners.length; i++) {
      stored.add(owners[i].get(Client.path(OUTSIDE.get(i))).withoutRequestId());
    }
    return stored;
  }

  /**
   * With the same ids in all of them, and without what may differ: the place where a reader of
   * changes goes on, and when a key was used last.
   */
  private String answer(Asked asked, int number, String key) {
    String answer = asked.by(bound, Client.container(number), key).whole();
    String used = ",?\"lastUsedAt\":\"[^\"]*\"";
    return (asked.path.equals("/v1/api-keys")
            ? answer.replaceFirst("content-length=[^,]*", "")
            : answer)
        .replace(Client.container(number), Client.container(NEVER))
        .replace(key, NEVER_KEY)
        .replaceAll(used, "")
        .replaceAll("\"nextToken\":\"[^\"]*\"", "");
  }
}
