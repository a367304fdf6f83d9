package dev.assetlookup.r2.manifest;

import static dev.assetlookup.json.internal.RecordFields.ifKnown;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeySecrets;
import dev.assetlookup.core.access.KeySecrets.Retired;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.json.internal.RecordFields;
import dev.assetlookup.r2.document.Documents;
import java.util.Set;
import java.util.stream.Collectors;

/** An API key as the JSON of its document, which never holds a secret. */
final class ApiKeyJson {
  private static final String SECRET = "secretSha256";

  /**
   * Where the digest of a key stands that has bounds which earlier versions would ignore: they find
   * none, and refuse the key.
   */
  private static final String RESTRICTED_SECRET = "restrictedSecretSha256";

  /** The fields that are known here; others are kept when a key is written again. */
  static final Set<String> FIELDS =
      Set.of(
          "keyId",
          "organizationId",
          "organizationName",
          "environment",
          SECRET,
          RESTRICTED_SECRET,
          "retiredSha256",
          "retiredUntil",
          "scopes",
          "projects",
          "rateLimitTier",
          "name",
          "createdAt",
          "expiresAt",
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
        terms(fields),
        fields.time("createdAt"),
        new ApiKey.Status(
            secrets(fields),
            fields.optionalTime("revokedAt"),
            fields.flag("keyKilled"),
            fields.flag("organizationKilled")));
  }

  private static KeyTerms terms(RecordFields fields) {
    return new KeyTerms(
        new OrganizationId(fields.text("organizationId")),
        fields.optionalText("organizationName"),
        fields.constant("environment", ApiKey.Environment.class),
        fields.texts("scopes").stream().map(Scope::new).collect(Collectors.toSet()),
        fields.node().has("projects") ? Projects.only(fields.texts("projects")) : Projects.ALL,
        fields.constant("rateLimitTier", ApiKey.RateLimitTier.class),
        fields.optionalText("name"),
        fields.optionalTime("expiresAt"));
  }

  private static KeySecrets secrets(RecordFields fields) {
    String restricted = fields.optionalText(RESTRICTED_SECRET);
    if (restricted != null && fields.node().has(SECRET)) {
      throw new IllegalArgumentException(SECRET + " and " + RESTRICTED_SECRET + " are both there");
    }
    Sha256 current = new Sha256(restricted == null ? fields.text(SECRET) : restricted);
    Sha256 retired = fields.optional("retiredSha256", Sha256::new);
    return retired == null
        ? KeySecrets.of(current)
        : new KeySecrets(current, new Retired(retired, fields.time("retiredUntil")));
  }

  static ObjectNode write(ApiKey key) {
    ObjectNode node =
        Documents.newObject()
            .put("keyId", key.id().value())
            .put("organizationId", key.organization().value());
    ifKnown(key.organizationName(), name -> node.put("organizationName", name));
    node.put("environment", RecordFields.text(key.environment()))
        .put(
            key.isRestricted() ? RESTRICTED_SECRET : SECRET,
            key.status().secrets().current().hex());
    ifKnown(
        key.status().secrets().retired(),
        retired ->
            node.put("retiredSha256", retired.digest().hex())
                .put("retiredUntil", retired.until().toString()));
    ArrayNode scopes = node.putArray("scopes");
    key.scopes().stream().sorted().map(Scope::value).forEach(scopes::add);
    if (key.projects() instanceof Projects.Only only) {
      only.ids().forEach(node.putArray("projects")::add);
    }
    node.put("rateLimitTier", RecordFields.text(key.rateLimitTier()));
    ifKnown(key.name(), name -> node.put("name", name));
    node.put("createdAt", key.createdAt().toString());
    ifKnown(key.expiresAt(), time -> node.put("expiresAt", time.toString()));
    ifKnown(key.status().revokedAt(), time -> node.put("revokedAt", time.toString()));
    return node.put("keyKilled", key.status().keyKilled())
        .put("organizationKilled", key.status().organizationKilled());
  }
}
