package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.Parallel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * API keys in the metadata bucket, one JSON object each, never with a secret. A key is found by one
 * GET. Reads back what became of a write as {@link R2ManifestStore} does. A list of one
 * organization's keys reads everybody's; one that cannot be read stands in it, and opens nothing.
 * The last use of a key is an empty object beside it. To record one costs a LIST for up to 1,000
 * keys, and a HEAD and a PUT for each; to read them costs the LIST alone. Thread-safe; does no I/O
 * when constructed, starts no thread, caches nothing and closes nothing.
 */
public final class R2KeyStore implements ApiKeyStore, KeyUses {
  private static final int WIDTH = 32;

  /** By the minute it would cost 60 times as much as it is worth. */
  private static final Duration BETWEEN_USES = Duration.ofHours(1);

  private final Bucket bucket;
  private final ApiKeyDocuments documents;
  private final Parallel parallel;
  private final ApiKeyList list;
  private final KeyUseObjects uses;
  private final Auditing auditing;

  /**
   * A store over a bucket.
   *
   * @param client how the storage is reached, for example by {@link S3Clients#create}; the caller's
   *     to close
   * @param metadataBucket the name of the bucket
   * @param executor whose threads ask for many objects at once, beside the caller's own; the
   *     caller's to shut down
   * @param patience how long one request is tried, and a change as a whole, more than zero and at
   *     most ten minutes
   * @throws IllegalArgumentException if the patience is not within these bounds
   */
  public R2KeyStore(S3Client client, String metadataBucket, Executor executor, Duration patience) {
    this(new Bucket(client, metadataBucket, patience), new Parallel(executor, WIDTH));
  }

  private R2KeyStore(Bucket bucket, Parallel parallel) {
    this(bucket, parallel, new ApiKeyDocuments(bucket), Auditing.NONE);
  }

  private R2KeyStore(
      Bucket bucket, Parallel parallel, ApiKeyDocuments documents, Auditing auditing) {
    this.bucket = bucket;
    this.documents = documents;
    this.parallel = parallel;
    this.list = new ApiKeyList(documents, parallel, new Pages(bucket));
    this.uses = new KeyUseObjects(bucket, parallel);
    this.auditing = auditing;
  }

  /**
   * The same store, whose changes leave entries in an audit trail. Each costs a PUT more.
   *
   * @param kept where the entries are kept
   * @return a view
   */
  public R2KeyStore audited(R2AuditTrail kept) {
    return with(auditing.in(kept));
  }

  @Override
  public R2KeyStore changedBy(Actor actor) {
    return with(auditing.by(actor));
  }

  private R2KeyStore with(Auditing other) {
    return new R2KeyStore(bucket, parallel, documents, other);
  }

  /**
   * Checks at start-up whether endpoint, bucket, credentials and permission to read are right.
   *
   * @throws dev.assetlookup.core.store.StoreUnavailableException if one is not; the message says
   *     which
   */
  public void probe() {
    bucket.list(ObjectKeys.API_KEYS, null, 1, bucket.begin());
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    Objects.requireNonNull(id);
    return documents.stored(id, bucket.begin()).map(document -> documents.key(id, document).key());
  }

  @Override
  public boolean addKey(ApiKey key) {
    Objects.requireNonNull(key);
    Deadline deadline = bucket.beginWrite();
    boolean done =
        documents.stored(key.id(), deadline).isEmpty()
            && documents.write(key, Optional.empty(), deadline);
    return auditing.append(done, key.organization(), () -> Deed.minted(key.id()), deadline);
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
    Objects.requireNonNull(id);
    Objects.requireNonNull(expected);
    Objects.requireNonNull(next);
    Deadline deadline = bucket.beginWrite();
    return documents
        .stored(id, deadline)
        .map(document -> documents.key(id, document))
        .filter(base -> base.key().status().equals(expected))
        .map(
            base ->
                auditing.append(
                    documents.write(base.key().with(next), Optional.of(base.document()), deadline),
                    base.key().organization(),
                    () -> Deed.changed(id, expected, next),
                    deadline))
        .orElse(false);
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return list.page(organization, after, limit, bucket.begin());
  }

  @Override
  public Duration betweenUses() {
    return BETWEEN_USES;
  }

  @Override
  public void recordUses(Map<ApiKeyId, Instant> used) {
    uses.record(used);
  }

  @Override
  public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
    return uses.last(ids);
  }
}
