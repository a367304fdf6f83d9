// Calls every operation with the client that openapi-generator makes for fetch.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  type ErrorInfo,
  ApiErrorFromJSON,
  AssetFromJSON,
  AssetToJSON,
  AssetsApi,
  AuditApi,
  ChangesApi,
  Configuration,
  ContainerStatus,
  ContainersApi,
  KeysApi,
  ResponseError,
  ServiceApi,
} from "./index";

/** The error that a call ends with. */
async function failure(call: Promise<unknown>): Promise<ErrorInfo> {
  try {
    await call;
  } catch (e) {
    if (e instanceof ResponseError) {
      return ApiErrorFromJSON(await e.response.json()).error;
    }
    throw e;
  }
  throw new Error("no error");
}

async function main(): Promise<void> {
  const configuration = new Configuration({ apiKey: process.env["KEY"]! });
  const service = new ServiceApi(configuration);
  const assets = new AssetsApi(configuration);
  const containers = new ContainersApi(configuration);
  const [first, second] = ["cnt_" + randomUUID(), "cnt_" + randomUUID()] as const;

  assert.equal((await service.whoami()).organizationId, "org_clients");
  assert.equal(((await service.getOpenApi()) as any).info.title, "asset-lookup");
  const changes = new ChangesApi(configuration);
  const token = (await changes.listChanges()).nextToken;

  const created = new Date("2026-04-17T13:10:00Z");
  const media = "https://media.example.com/";
  const draft = {
    projectId: "fetch",
    status: ContainerStatus.Processing,
    caption: null,
    createdAt: created,
    assets: [
      { url: media + "b.png", width: 1080, expiresAt: created },
      { url: media + "a.mp4", sizeBytes: Number.MAX_SAFE_INTEGER },
    ],
  };
  const put = await containers.putContainerRaw({ containerId: first, containerDraft: draft });
  assert.equal(put.raw.status, 201);
  const container = await containers.getContainer({ containerId: first });
  assert.deepEqual(container.assets.map((a) => a.assetId), ["b", "a"]);
  assert.equal(container.assets[1]!.sizeBytes, Number.MAX_SAFE_INTEGER);
  assert.equal(container.primaryAsset!.url, media + "b.png");
  assert.deepEqual(container.createdAt, created);
  assert.deepEqual([container.caption, container.completedAt, container.lastError], [null, null, null]);

  const asset = await assets.getAsset({ containerId: first, assetId: "b" });
  assert.deepEqual([asset.width, asset.thumbnailUrl, asset.expiresAt], [1080, null, created]);

  const empty = await containers.putContainer({
    containerId: second,
    containerDraft: { projectId: "fetch", assets: [] },
  });
  assert.deepEqual([empty.primaryAsset, empty.assets], [null, []]);

  const { items } = await assets.batchGetAssets({
    batchRequest: {
      assets: [
        { containerId: first, assetId: "a" },
        { containerId: first, assetId: "x" },
      ],
    },
  });
  assert.deepEqual(items.map((i) => i.status), ["found", "not_found"]);
  assert.deepEqual([items[0]!.asset!.url, items[1]!.reason], [media + "a.mp4", "asset_not_found"]);

  const listed: string[] = [];
  let page = await containers.listProjectContainers({ projectId: "fetch", limit: 1 });
  while (page.nextCursor !== null) {
    listed.push(...page.items.map((c) => c.id));
    const cursor = page.nextCursor;
    page = await containers.listProjectContainers({ projectId: "fetch", limit: 1, cursor });
  }
  assert.deepEqual(listed, [second, first]);
  page = await containers.listContainers({
    status: [ContainerStatus.Processing, ContainerStatus.Failed],
    since: created,
    until: new Date(created.getTime() + 1000),
  });
  assert.ok(page.items.some((c) => c.id === first));

  let error = await failure(
    containers.putContainer({
      containerId: first,
      containerDraft: { assets: [{ url: "http://media.example.com/a.png" }] },
    }),
  );
  assert.deepEqual([error.code, error.details!.errors![0]!.pointer], ["VALIDATION", "/assets/0/url"]);
  error = await failure(
    containers.putContainer({ containerId: first, containerDraft: draft, ifMatch: '"x"' }),
  );
  assert.equal(error.code, "PRECONDITION_FAILED");

  await containers.putContainer({
    containerId: first,
    containerDraft: { assets: [{ url: media + "c.png" }] },
  });
  error = await failure(assets.getAsset({ containerId: first, assetId: "b" }));
  assert.equal(error.details!.reason, "superseded");
  assert.ok(error.details!.supersededAt! > created);
  assert.equal(error.details!.currentAsset!.assetId, "c");

  const made = await changes.listChanges({ after: token, wait: 30 });
  const done = made.items.filter((change) => change.containerId === first);
  const last = done[done.length - 1]!;
  assert.deepEqual([done[0]!.type, last.type], ["published", "replaced"]);
  assert.equal(last.projectId, null);
  assert.deepEqual(last.added.assetIds, ["c"]);
  assert.equal(made.hasMore, false);

  const stranger = new ServiceApi(new Configuration({ apiKey: "wrong" }));
  assert.equal((await failure(stranger.whoami())).code, "UNAUTHENTICATED");

  const audit = new AuditApi(configuration);
  const wanted = {
    action: ["container.published", "container.replaced"],
    actor: "key",
    container: first,
    since: created,
    limit: 1,
  };
  const deeds: string[] = [];
  let entries = await audit.listAuditEntries(wanted);
  deeds.push(...entries.items.map((entry) => entry.action));
  while (entries.nextCursor !== null) {
    entries = await audit.listAuditEntries({ ...wanted, cursor: entries.nextCursor });
    deeds.push(...entries.items.map((entry) => entry.action));
  }
  assert.deepEqual(deeds, ["container.replaced", "container.published"]);

  const keys = new KeysApi(configuration);
  const whoami = async (apiKey: string | undefined) =>
    (await new ServiceApi(new Configuration({ apiKey: apiKey! })).whoami()).apiKeyId;
  const { apiKey, apiKeyId, projects, expiresAt } = await keys.createApiKey({
    apiKeyRequest: { name: "fetch", scopes: ["content:read"], projects: ["fetch"] },
  });
  assert.deepEqual([projects, expiresAt], [["fetch"], undefined]);
  assert.equal(await whoami(apiKey), apiKeyId);
  const rotated = await keys.rotateApiKey({ apiKeyId, rotationRequest: { grace: "PT0S" } });
  assert.equal(await whoami(rotated.apiKey), apiKeyId);
  assert.equal((await failure(whoami(apiKey))).code, "UNAUTHENTICATED");
  assert.equal((await keys.killApiKey({ apiKeyId })).state, "killed");
  assert.equal((await failure(whoami(rotated.apiKey))).details!.scope, "key");
  assert.equal((await keys.restoreApiKey({ apiKeyId })).state, "active");
  let keyPage = await keys.listApiKeys({ limit: 1 });
  const keyIds = keyPage.items.map((key) => key.apiKeyId);
  while (keyPage.nextCursor !== null) {
    keyPage = await keys.listApiKeys({ limit: 1, cursor: keyPage.nextCursor });
    keyIds.push(...keyPage.items.map((key) => key.apiKeyId));
  }
  assert.ok(keyIds.includes(apiKeyId));
  await keys.revokeApiKey({ apiKeyId });
  assert.equal((await failure(whoami(rotated.apiKey))).code, "UNAUTHENTICATED");
  error = await failure(
    keys.createApiKey({ apiKeyRequest: { scopes: ["content:read"], rateLimitTier: "partner" } }),
  );
  assert.deepEqual(error.details!.exceeds, ["rateLimitTier"]);

  for (const containerId of [first, second]) {
    await containers.deleteContainer({ containerId });
  }
  error = await failure(containers.getContainer({ containerId: first }));
  assert.equal(error.details!.reason, "container_deleted");

  assert.equal(AssetFromJSON({ ...AssetToJSON(asset), newer: 1 }).url, asset.url);
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
