package dev.assetlookup.r2.manifest;

import static dev.assetlookup.json.internal.RecordFields.ifKnown;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.json.internal.RecordFields;
import dev.assetlookup.r2.document.Documents;
import java.util.Set;
import java.util.stream.Collectors;

/** An API key as the JSON of its document, which never holds a secret. */
final class ApiKeyJson {
  /** The fields that are known here; others are kept when a key is written again. */
  static final Set<String> FIELDS =
      Set.of(
          "keyId",
          "organizationId",
          "organizationName",
          "environment",
          "secretSha256",
          "scopes",
          "rateLimitTier",
          "name",
          "createdAt",
          "revokedAt",
          "keyKilled",
          "organizationKilled");

  private ApiKeyJson() {}

  /**
   * A key from its document.
   *
   * @throws IllegalArgumentException if that is not valid
   */
  static ApiKey read(ApiKeyId id, RecordFields fields) {
    if (!fields.text("keyId").equals(id.value())) {
      throw new IllegalArgumentException("it is another key");
    }
    return new ApiKey(
        id,
        new OrganizationId(fields.text("organizationId")),
        fields.optionalText("organizationName"),
        fields.constant("environment", ApiKey.Environment.class),
        new Sha256(fields.text("secretSha256")),
        fields.texts("scopes").stream().map(Scope::new).collect(Collectors.toSet()),
        fields.constant("rateLimitTier", ApiKey.RateLimitTier.class),
        fields.optionalText("name"),
        fields.time("createdAt"),
        new ApiKey.Status(
            fields.optionalTime("revokedAt"),
            fields.flag("keyKilled"),
            fields.flag("organizationKilled")));
  }

  static ObjectNode write(ApiKey key) {
    ObjectNode node =
        Documents.newObject()
            .put("keyId", key.id().value())
            .put("organizationId", key.organization().value());
    ifKnown(key.organizationName(), name -> node.put("organizationName", name));
    node.put("environment", RecordFields.text(key.environment()))
        .put("secretSha256", key.secretDigest().hex());
    ArrayNode scopes = node.putArray("scopes");
    key.scopes().stream().sorted().map(Scope::value).forEach(scopes::add);
    node.put("rateLimitTier", RecordFields.text(key.rateLimitTier()));
    ifKnown(key.name(), name -> node.put("name", name));
    node.put("createdAt", key.createdAt().toString());
    ifKnown(key.status().revokedAt(), time -> node.put("revokedAt", time.toString()));
    return node.put("keyKilled", key.status().keyKilled())
        .put("organizationKilled", key.status().organizationKilled());
  }
}
