package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.FindAssets;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers about single assets, one or many at once. */
record AssetEndpoints(
    FindAsset findAsset,
    @Nullable FindAssets findAssets,
    RememberedAnswers answers,
    Bodies bodies,
    FailureLog failures) {
  static final PathTemplate ASSET = new PathTemplate("/v1/content/{containerId}/assets/{assetId}");
  static final PathTemplate BATCH = new PathTemplate("/v1/assets:batchGet");

  private static final int MAX_BATCH_BYTES = 64 * 1024;

  boolean hasBatches() {
    return findAssets != null;
  }

  Answer find(ApiKey key, ServerRequest request, String requestId) {
    // From the prologue: the path that Helidon gives a handler is rebuilt from the decoded one.
    List<String> ids = ASSET.values(request);
    return find(key, ids.get(0), ids.get(1), requestId);
  }

  /** The same for the ids in the path, decoded. */
  Answer find(ApiKey key, String container, String asset, String requestId) {
    return switch (findAsset.find(key.caller(), container, asset)) {
      case FindAsset.Result.Found found -> answers.of(found);
      case FindAsset.Result.AssetNotFound() -> ApiError.ASSET_NOT_FOUND;
      case FindAsset.Result.Superseded gone -> ApiError.superseded(gone);
      case FindAsset.Result.ContainerNotFound() -> ApiError.CONTAINER_NOT_FOUND;
      case FindAsset.Result.ContainerDeleted() -> ApiError.CONTAINER_DELETED;
      case FindAsset.Result.Unreadable corrupt -> {
        failures.unreadable(requestId, corrupt.reason());
        yield ApiError.STORAGE_UNAVAILABLE;
      }
      case FindAsset.Result.ScopeMissing missing -> ApiError.CANNOT_READ;
    };
  }

  Answer findAll(ApiKey key, ServerRequest request, String requestId) {
    // Before the body is read: it is useless without the scope.
    if (!key.caller().may(Scope.CONTENT_READ)) {
      return ApiError.CANNOT_READ;
    }
    return bodies.answer(
        request,
        MAX_BATCH_BYTES,
        json -> {
          List<Invalid> problems = new ArrayList<>();
          List<FindAssets.Request> requests = BatchRequestJson.read(json, problems);
          return problems.isEmpty()
              ? findAll(key, requests, requestId)
              : ApiError.validation(problems);
        });
  }

  private Answer findAll(ApiKey key, List<FindAssets.Request> requests, String requestId) {
    FindAssets port = Objects.requireNonNull(findAssets);
    return switch (port.findAll(key.caller(), requests)) {
      case FindAssets.Result.Answered answered -> {
        for (FindAsset.Result result : answered.results()) {
          if (result instanceof FindAsset.Result.Unreadable corrupt) {
            failures.unreadable(requestId, corrupt.reason());
          }
        }
        yield new Answer.QueryResult(BatchAnswerJson.write(requests, answered.results()));
      }
      case FindAssets.Result.ScopeMissing missing -> ApiError.CANNOT_READ;
    };
  }
}
