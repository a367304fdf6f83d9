import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AssetsApi;
import org.openapitools.client.api.AuditApi;
import org.openapitools.client.api.ChangesApi;
import org.openapitools.client.api.ContainersApi;
import org.openapitools.client.api.KeysApi;
import org.openapitools.client.api.ServiceApi;
import org.openapitools.client.model.ApiError;
import org.openapitools.client.model.ApiKeyInfo;
import org.openapitools.client.model.ApiKeyPage;
import org.openapitools.client.model.ApiKeyRequest;
import org.openapitools.client.model.Asset;
import org.openapitools.client.model.AssetDraft;
import org.openapitools.client.model.AssetReference;
import org.openapitools.client.model.AuditPage;
import org.openapitools.client.model.BatchItem;
import org.openapitools.client.model.BatchRequest;
import org.openapitools.client.model.Change;
import org.openapitools.client.model.ChangePage;
import org.openapitools.client.model.Container;
import org.openapitools.client.model.ContainerDraft;
import org.openapitools.client.model.ContainerPage;
import org.openapitools.client.model.ContainerStatus;
import org.openapitools.client.model.ErrorInfo;
import org.openapitools.client.model.RotationRequest;

/** Calls every operation with the client that openapi-generator makes for Java. */
final class Client {
  private static final String MEDIA = "https://media.example.com/";
  private static final OffsetDateTime CREATED = OffsetDateTime.parse("2026-04-17T13:10:00Z");

  private interface Call {
    void run() throws ApiException;
  }

  private static void equal(Object actual, Object expected) {
    if (!Objects.equals(actual, expected)) {
      throw new AssertionError(actual + " instead of " + expected);
    }
  }

  /** The error that a call ends with. */
  private static ErrorInfo failure(Call call) throws Exception {
    try {
      call.run();
    } catch (ApiException e) {
      return ApiError.fromJson(e.getResponseBody()).getError();
    }
    throw new AssertionError("no error");
  }

  private static ApiClient ofKey(String key) {
    ApiClient client = new ApiClient();
    client.setApiKey(key);
    return client;
  }

  private static String whoami(ApiKeyInfo key) throws ApiException {
    return new ServiceApi(ofKey(key.getApiKey())).whoami(null, null).getApiKeyId();
  }

  private static void manageKeys(ApiClient client) throws Exception {
    KeysApi keys = new KeysApi(client);
    ApiKeyRequest wanted =
        new ApiKeyRequest().name("java").scopes(List.of("content:read")).projects(List.of("java"));
    ApiKeyInfo created = keys.createApiKey(wanted, null);
    String id = created.getApiKeyId();
    equal(created.getProjects(), List.of("java"));
    equal(created.getExpiresAt(), null);
    equal(whoami(created), id);
    ApiKeyInfo rotated = keys.rotateApiKey(id, new RotationRequest().grace("PT0S"), null);
    equal(whoami(rotated), id);
    equal(failure(() -> whoami(created)).getCode(), "UNAUTHENTICATED");
    equal(keys.killApiKey(id, null).getState(), ApiKeyInfo.StateEnum.KILLED);
    equal(failure(() -> whoami(rotated)).getDetails().getScope(), "key");
    equal(keys.restoreApiKey(id, null).getState(), ApiKeyInfo.StateEnum.ACTIVE);

    List<String> listed = new ArrayList<>();
    String cursor = null;
    do {
      ApiKeyPage page = keys.listApiKeys(cursor, 1, null, null);
      page.getItems().forEach(key -> listed.add(key.getApiKeyId()));
      cursor = page.getNextCursor();
    } while (cursor != null);
    equal(listed.contains(id), true);

    keys.revokeApiKey(id, null);
    equal(failure(() -> whoami(rotated)).getCode(), "UNAUTHENTICATED");
    wanted.rateLimitTier(ApiKeyRequest.RateLimitTierEnum.PARTNER);
    ErrorInfo error = failure(() -> keys.createApiKey(wanted, null));
    equal(error.getDetails().getExceeds(), List.of("rateLimitTier"));
  }

  public static void main(String[] args) throws Exception {
    ApiClient client = ofKey(System.getenv("KEY"));
    ServiceApi service = new ServiceApi(client);
    AssetsApi assets = new AssetsApi(client);
    ContainersApi containers = new ContainersApi(client);
    String first = "cnt_" + UUID.randomUUID();
    String second = "cnt_" + UUID.randomUUID();

    equal(service.whoami(null, null).getOrganizationId(), "org_clients");
    Map<?, ?> document = (Map<?, ?>) service.getOpenApi(null);
    equal(((Map<?, ?>) document.get("info")).get("title"), "asset-lookup");
    ChangesApi changes = new ChangesApi(client);
    String token = changes.listChanges(null, null, null, null, null).getNextToken();

    ContainerDraft draft =
        new ContainerDraft()
            .projectId("java")
            .status(ContainerStatus.PROCESSING)
            .caption(null)
            .createdAt(CREATED)
            .assets(
                List.of(
                    new AssetDraft().url(MEDIA + "b.png").width(1080).expiresAt(CREATED),
                    new AssetDraft().url(MEDIA + "a.mp4").sizeBytes((1L << 53) + 1)));
    equal(containers.putContainerWithHttpInfo(first, draft, null, null, null).getStatusCode(), 201);
    Container container = containers.getContainer(first, null, null);
    equal(container.getAssets().stream().map(Asset::getAssetId).toList(), List.of("b", "a"));
    equal(container.getAssets().get(1).getSizeBytes(), (1L << 53) + 1);
    equal(container.getPrimaryAsset().getUrl(), MEDIA + "b.png");
    equal(container.getCreatedAt(), CREATED);
    equal(
        Arrays.asList(container.getCaption(), container.getCompletedAt(), container.getLastError()),
        Arrays.asList(null, null, null));

    Asset asset = assets.getAsset(first, "b", null, null);
    equal(asset.getWidth(), 1080);
    equal(asset.getThumbnailUrl(), null);
    equal(asset.getExpiresAt(), CREATED);

    Container empty =
        containers.putContainer(
            second, new ContainerDraft().projectId("java").assets(List.of()), null, null, null);
    equal(empty.getPrimaryAsset(), null);
    equal(empty.getAssets(), List.of());

    List<BatchItem> items =
        assets
            .batchGetAssets(
                new BatchRequest()
                    .assets(
                        List.of(
                            new AssetReference().containerId(first).assetId("a"),
                            new AssetReference().containerId(first).assetId("x"))),
                null)
            .getItems();
    equal(items.get(0).getStatus(), BatchItem.StatusEnum.FOUND);
    equal(items.get(0).getAsset().getUrl(), MEDIA + "a.mp4");
    equal(items.get(1).getStatus(), BatchItem.StatusEnum.NOT_FOUND);
    equal(items.get(1).getReason(), "asset_not_found");

    List<String> listed = new ArrayList<>();
    String cursor = null;
    do {
      ContainerPage page =
          containers.listProjectContainers(
              "java", null, null, null, null, null, cursor, 1, null, null);
      page.getItems().forEach(each -> listed.add(each.getId()));
      cursor = page.getNextCursor();
    } while (cursor != null);
    equal(listed, List.of(second, first));
    ContainerPage page =
        containers.listContainers(
            List.of(ContainerStatus.PROCESSING, ContainerStatus.FAILED),
            null,
            null,
            CREATED,
            CREATED.plus(Duration.ofSeconds(1)),
            null,
            null,
            null,
            null);
    equal(page.getItems().stream().anyMatch(each -> each.getId().equals(first)), true);

    ContainerDraft wrong =
        new ContainerDraft()
            .assets(List.of(new AssetDraft().url("http://media.example.com/a.png")));
    ErrorInfo error = failure(() -> containers.putContainer(first, wrong, null, null, null));
    equal(error.getCode(), "VALIDATION");
    equal(error.getDetails().getErrors().get(0).getPointer(), "/assets/0/url");
    error = failure(() -> containers.putContainer(first, draft, "\"x\"", null, null));
    equal(error.getCode(), "PRECONDITION_FAILED");

    containers.putContainer(
        first,
        new ContainerDraft().assets(List.of(new AssetDraft().url(MEDIA + "c.png"))),
        null,
        null,
        null);
    error = failure(() -> assets.getAsset(first, "b", null, null));
    equal(error.getDetails().getReason(), "superseded");
    equal(error.getDetails().getSupersededAt().isAfter(CREATED), true);
    equal(error.getDetails().getCurrentAsset().getAssetId(), "c");

    ChangePage made = changes.listChanges(token, 1000, 30, null, null);
    List<Change> done =
        made.getItems().stream().filter(c -> c.getContainerId().equals(first)).toList();
    Change last = done.get(done.size() - 1);
    equal(done.get(0).getType(), "published");
    equal(last.getType(), "replaced");
    equal(last.getProjectId(), null);
    equal(last.getAdded().getAssetIds(), List.of("c"));
    equal(made.getHasMore(), false);

    error = failure(() -> new ServiceApi(ofKey("wrong")).whoami(null, null));
    equal(error.getCode(), "UNAUTHENTICATED");

    List<String> deeds = new ArrayList<>();
    cursor = null;
    do {
      AuditPage entries =
          new AuditApi(client)
              .listAuditEntries(
                  List.of("container.published", "container.replaced"),
                  "key",
                  first,
                  CREATED,
                  null,
                  cursor,
                  1,
                  null);
      entries.getItems().forEach(entry -> deeds.add(entry.getAction()));
      cursor = entries.getNextCursor();
    } while (cursor != null);
    equal(deeds, List.of("container.replaced", "container.published"));
    manageKeys(client);

    containers.deleteContainer(first, null, null);
    containers.deleteContainer(second, null, null);
    error = failure(() -> containers.getContainer(first, null, null));
    equal(error.getDetails().getReason(), "container_deleted");

    String newer = asset.toJson().replaceFirst("\\{", "{\"newer\":1,\"thumbnailUrl\":null,");
    equal(Asset.fromJson(newer).getUrl(), asset.getUrl());
  }
}
