package dev.assetlookup.http;

import dev.assetlookup.core.audit.AuditFilter;
import dev.assetlookup.core.audit.ReadAudit;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.json.AuditJson;
import java.util.List;
import java.util.Set;

/**
 * The parameters of a request for an audit trail.
 *
 * @param query which entries
 * @param errors what is wrong; if not empty, the query is meaningless
 */
record AuditQuery(ReadAudit.Query query, List<Invalid> errors) {
  private static final int DEFAULT_LIMIT = 50;
  private static final Set<String> REPEATABLE = Set.of("action");
  private static final Set<String> SINGLE =
      Set.of("since", "until", "actor", "container", "cursor", "limit");

  /** Parses a raw query, without its question mark. */
  static AuditQuery read(OrganizationId organization, String raw) {
    QueryParameters parameters = new QueryParameters(raw, SINGLE, REPEATABLE);
    AuditFilter filter =
        new AuditFilter(
            parameters.all("action", AuditFilter::action),
            parameters.one("actor", AuditFilter.Actors::parse),
            parameters.one("container", ContainerId::parse, "is not a UUID or cnt_ and a UUID"),
            parameters.one("since", UtcTime::parse),
            parameters.one("until", UtcTime::parse));
    LogPosition before =
        parameters.one(
            "cursor",
            text -> AuditJson.cursor(organization, text),
            "is not a cursor of this organization's audit log; begin without one");
    int limit = parameters.number("limit", 1, ReadAudit.MAX_LIMIT, DEFAULT_LIMIT);
    return new AuditQuery(new ReadAudit.Query(filter, before, limit), parameters.errors());
  }
}
