package dev.assetlookup.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.json.internal.DraftFields;
import dev.assetlookup.json.internal.JsonFields;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a request for a new key. What it leaves out is as that of the caller's key. */
final class MintRequestJson {
  private static final Set<String> FIELDS =
      Set.of("name", "environment", "scopes", "projects", "rateLimitTier", "expiresAt");
  private static final int MAX_SCOPES = 20;

  /** What is wrong with a key that would have ended already. */
  static final Invalid NOT_IN_FUTURE = Invalid.body("/expiresAt", "is not in the future");

  private MintRequestJson() {}

  /** Reads the request and notes every problem; null if there is one. */
  static @Nullable MintRequest read(
      ObjectNode object, ApiKey by, InstantSource clock, List<Invalid> problems) {
    JsonFields fields = new JsonFields(object, "", Invalid.bodyInto(problems));
    fields.refuseUnknown(FIELDS);
    String name = fields.text("name", text -> requireName(by, text));
    Environment environment =
        fields.optional("environment", text -> DraftFields.constant(Environment.class, text));
    if (environment == Environment.TEST && by.organization().sandbox().isEmpty()) {
      problems.add(
          Invalid.body("/environment", "is not live, and the organization can have no sandbox"));
    }
    List<Scope> scopes = scopes(object, fields, problems);
    List<String> projects = fields.texts("projects", Projects.MAX, MintRequestJson::project);
    if (projects != null && object.path("projects").isEmpty()) {
      problems.add(Invalid.body("/projects", "must have a project, or be left out"));
    }
    RateLimitTier tier =
        fields.optional("rateLimitTier", text -> DraftFields.constant(RateLimitTier.class, text));
    Instant end = fields.instant("expiresAt");
    if (end != null && !end.isAfter(clock.instant())) {
      problems.add(NOT_IN_FUTURE);
    }
    if (!problems.isEmpty() || scopes == null) {
      return null;
    }
    KeyTerms.Builder terms =
        KeyTerms.builder(by.organization())
            .organizationName(by.organizationName())
            .scopes(Set.copyOf(scopes))
            .environment(Objects.requireNonNullElse(environment, by.environment()))
            .projects(projects == null ? by.projects() : Projects.only(projects))
            .rateLimitTier(Objects.requireNonNullElse(tier, by.rateLimitTier()))
            .name(name)
            .expiresAt(end == null ? by.expiresAt() : end);
    return new MintRequest(terms.build());
  }

  private static @Nullable List<Scope> scopes(
      ObjectNode object, JsonFields fields, List<Invalid> problems) {
    List<Scope> scopes = fields.texts("scopes", MAX_SCOPES, MintRequestJson::scope);
    if (!object.hasNonNull("scopes") || (scopes != null && object.path("scopes").isEmpty())) {
      problems.add(Invalid.body("/scopes", "must have at least one scope"));
    }
    return scopes;
  }

  private static void requireName(ApiKey any, String text) {
    try {
      var unused = any.with(terms -> terms.name(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is longer than 200 characters or has control characters", e);
    }
  }

  private static Scope scope(String text) {
    try {
      return new Scope(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a scope such as content:read", e);
    }
  }

  private static String project(String text) {
    try {
      var unused = Projects.only(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a project: 1 to 64 of A-Za-z0-9._-", e);
    }
  }
}
