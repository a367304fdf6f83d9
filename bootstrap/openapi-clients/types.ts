// Calls every operation with the types that openapi-typescript makes, through openapi-fetch.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

const baseUrl = process.env["SERVER"]!;
const client = createClient<paths>({ baseUrl, headers: { "X-Api-Key": process.env["KEY"]! } });

type Answer<T> = { data?: T; error?: components["schemas"]["ApiError"]; response: Response };

async function good<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error } = await answer;
  assert.ok(data !== undefined, JSON.stringify(error));
  return data;
}

async function failure(answer: Promise<Answer<unknown>>): Promise<components["schemas"]["ErrorInfo"]> {
  const { error } = await answer;
  assert.ok(error !== undefined);
  return error.error;
}

const [first, second] = ["cnt_" + randomUUID(), "cnt_" + randomUUID()] as const;
const container = (containerId: string) => ({ params: { path: { containerId } } });

assert.equal((await good(client.GET("/v1/whoami"))).organizationId, "org_clients");
const document = (await good(client.GET("/v1/openapi.json"))) as any;
assert.equal(document.info.title, "asset-lookup");
const token = (await good(client.GET("/v1/changes"))).nextToken;

const created = "2026-04-17T13:10:00Z";
const media = "https://media.example.com/";
const draft: components["schemas"]["ContainerDraft"] = {
  projectId: "types",
  status: "processing",
  caption: null,
  createdAt: created,
  assets: [
    { url: media + "b.png", width: 1080, expiresAt: created },
    { url: media + "a.mp4", sizeBytes: 4 },
  ],
};
const put = await client.PUT("/v1/content/{containerId}", { ...container(first), body: draft });
assert.equal(put.response.status, 201);
const read = await good(client.GET("/v1/content/{containerId}", container(first)));
assert.deepEqual(read.assets.map((a) => a.assetId), ["b", "a"]);
assert.equal(read.primaryAsset!.url, media + "b.png");
assert.equal(read.createdAt, created);
assert.deepEqual([read.caption, read.completedAt, read.lastError], [null, null, null]);

const asset = (containerId: string, assetId: string) =>
  client.GET("/v1/content/{containerId}/assets/{assetId}", {
    params: { path: { containerId, assetId } },
  });
const picture = await good(asset(first, "b"));
assert.deepEqual([picture.width, picture.thumbnailUrl, picture.expiresAt], [1080, null, created]);

const empty = await good(
  client.PUT("/v1/content/{containerId}", {
    ...container(second),
    body: { projectId: "types", assets: [] },
  }),
);
assert.deepEqual([empty.primaryAsset, empty.assets], [null, []]);

const { items } = await good(
  client.POST("/v1/assets:batchGet", {
    body: {
      assets: [
        { containerId: first, assetId: "a" },
        { containerId: first, assetId: "x" },
      ],
    },
  }),
);
assert.deepEqual(items.map((i) => i.status), ["found", "not_found"]);
assert.deepEqual([items[0]!.asset!.url, items[1]!.reason], [media + "a.mp4", "asset_not_found"]);

const listed: string[] = [];
let cursor: string | null = null;
do {
  const query = cursor === null ? { limit: 1 } : { limit: 1, cursor };
  const page: components["schemas"]["ContainerPage"] = await good(
    client.GET("/v1/projects/{projectId}/content", {
      params: { path: { projectId: "types" }, query },
    }),
  );
  listed.push(...page.items.map((c) => c.id));
  cursor = page.nextCursor;
} while (cursor !== null);
assert.deepEqual(listed, [second, first]);
const page = await good(
  client.GET("/v1/content", {
    params: { query: { status: ["processing", "failed"], since: created, until: created } },
  }),
);
assert.ok(page.items.some((c) => c.id === first));

const wrong = { assets: [{ url: "http://media.example.com/a.png" }] };
let error = await failure(
  client.PUT("/v1/content/{containerId}", { ...container(first), body: wrong }),
);
assert.deepEqual([error.code, error.details!.errors![0]!.pointer], ["VALIDATION", "/assets/0/url"]);
error = await failure(
  client.PUT("/v1/content/{containerId}", {
    params: { path: { containerId: first }, header: { "If-Match": '"x"' } },
    body: draft,
  }),
);
assert.equal(error.code, "PRECONDITION_FAILED");

const replacement = { assets: [{ url: media + "c.png" }] };
await good(client.PUT("/v1/content/{containerId}", { ...container(first), body: replacement }));
error = await failure(asset(first, "b"));
assert.equal(error.details!.reason, "superseded");
assert.ok(error.details!.supersededAt! > created);
assert.equal(error.details!.currentAsset!.assetId, "c");

const changes = await good(client.GET("/v1/changes", { params: { query: { after: token, wait: 30 } } }));
const done = changes.items.filter((change) => change.containerId === first);
const last = done[done.length - 1]!;
assert.deepEqual([done[0]!.type, last.type], ["published", "replaced"]);
assert.equal(last.projectId, null);
assert.deepEqual(last.added.assetIds, ["c"]);
assert.equal(changes.hasMore, false);

const stranger = createClient<paths>({ baseUrl, headers: { "X-Api-Key": "wrong" } });
assert.equal((await failure(stranger.GET("/v1/whoami"))).code, "UNAUTHENTICATED");

const deeds: string[] = [];
cursor = null;
do {
  const wanted = {
    action: ["container.published", "container.replaced"],
    actor: "key",
    container: first,
    since: created,
    limit: 1,
  };
  const query = cursor === null ? wanted : { ...wanted, cursor };
  const entries: components["schemas"]["AuditPage"] = await good(
    client.GET("/v1/audit-log", { params: { query } }),
  );
  deeds.push(...entries.items.map((entry) => entry.action));
  cursor = entries.nextCursor;
} while (cursor !== null);
assert.deepEqual(deeds, ["container.replaced", "container.published"]);

const whoami = (apiKey: string | undefined) =>
  createClient<paths>({ baseUrl, headers: { "X-Api-Key": apiKey! } }).GET("/v1/whoami");
const { apiKey, apiKeyId, projects, expiresAt } = await good(
  client.POST("/v1/api-keys", {
    body: { name: "types", scopes: ["content:read"], projects: ["types"] },
  }),
);
assert.deepEqual([projects, expiresAt], [["types"], undefined]);
assert.equal((await good(whoami(apiKey))).apiKeyId, apiKeyId);
const key = { params: { path: { apiKeyId } } };
const rotated = await good(
  client.POST("/v1/api-keys/{apiKeyId}/rotate", { ...key, body: { grace: "PT0S" } }),
);
assert.equal((await good(whoami(rotated.apiKey))).apiKeyId, apiKeyId);
assert.equal((await failure(whoami(apiKey))).code, "UNAUTHENTICATED");
assert.equal((await good(client.POST("/v1/api-keys/{apiKeyId}/kill", key))).state, "killed");
assert.equal((await failure(whoami(rotated.apiKey))).details!.scope, "key");
assert.equal((await good(client.POST("/v1/api-keys/{apiKeyId}/restore", key))).state, "active");
const keyIds: string[] = [];
cursor = null;
do {
  const query = cursor === null ? { limit: 1 } : { limit: 1, cursor };
  const keys: components["schemas"]["ApiKeyPage"] = await good(
    client.GET("/v1/api-keys", { params: { query } }),
  );
  keyIds.push(...keys.items.map((each) => each.apiKeyId));
  cursor = keys.nextCursor;
} while (cursor !== null);
assert.ok(keyIds.includes(apiKeyId));
const revoked = await client.DELETE("/v1/api-keys/{apiKeyId}", key);
assert.equal(revoked.response.status, 204);
assert.equal((await failure(whoami(rotated.apiKey))).code, "UNAUTHENTICATED");
error = await failure(
  client.POST("/v1/api-keys", { body: { scopes: ["content:read"], rateLimitTier: "partner" } }),
);
assert.deepEqual(error.details!.exceeds, ["rateLimitTier"]);

for (const id of [first, second]) {
  const { response } = await client.DELETE("/v1/content/{containerId}", container(id));
  assert.equal(response.status, 204);
}
error = await failure(client.GET("/v1/content/{containerId}", container(first)));
assert.equal(error.details!.reason, "container_deleted");
