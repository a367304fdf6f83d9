package dev.assetlookup.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lookup as a good programmer writes it in an afternoon: Helidon, a pool, two statements, a
 * tree of JSON. It reads the tables of this project, so that both are measured on one file. What it
 * leaves out is the rest: grace, errors that say why, request ids, conditional requests.
 */
public final class PlainServer {
  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
  private static final HeaderName KEY = HeaderNames.create("X-Api-Key");
  private static final int POOL_SIZE = 16;

  private final ObjectMapper mapper = new ObjectMapper();
  private final HikariDataSource pool;

  private PlainServer(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Serves until it is ended.
   *
   * @param arguments the JDBC URL
   */
  public static void main(String[] arguments) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setMaximumPoolSize(POOL_SIZE);
    PlainServer plain = new PlainServer(new HikariDataSource(config));
    WebServer server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(
                routing -> routing.get("/v1/content/{container}/assets/{asset}", plain::answer))
            .build()
            .start();
    System.out.println("plain server ready on http://127.0.0.1:" + server.port());
  }

  private void answer(ServerRequest request, ServerResponse response)
      throws SQLException, GeneralSecurityException {
    String key = request.headers().first(KEY).orElse("");
    String container = request.path().pathParameters().get("container");
    String asset = request.path().pathParameters().get("asset");
    byte[] body;
    try (Connection connection = pool.getConnection()) {
      String organization = organization(connection, key);
      if (organization == null) {
        response.status(Status.UNAUTHORIZED_401).send();
        return;
      }
      body = descriptor(connection, organization, container, asset);
    }
    if (body.length == 0) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    response.header(JSON);
    response.send(body);
  }

  /** The owner of a key such as {@code prefix_live_ID_SECRET}. */
  private static @Nullable String organization(Connection connection, String key)
      throws SQLException, GeneralSecurityException {
    String[] parts = key.split("_", 4);
    if (parts.length < 4) {
      return null;
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(parts[3].getBytes(StandardCharsets.US_ASCII));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select org_id, secret_sha256, scopes from asset_lookup_api_key where key_id = ?"
                + " and revoked_at is null and not key_killed and not org_killed")) {
      statement.setString(1, parts[2]);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
                && MessageDigest.isEqual(digest, HexFormat.of().parseHex(row.getString(2)))
                && row.getString(3).contains("content:read")
            ? row.getString(1)
            : null;
      }
    }
  }

  private byte[] descriptor(
      Connection connection, String organization, String container, String asset)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select kind, url, thumbnail_url, mime_type, size_bytes, duration_ms, width, height,"
                + " checksum_sha256 from asset_lookup_asset where org_id = ? and container_id = ?"
                + " and asset_id = ? and superseded_in = 0")) {
      statement.setString(1, organization);
      statement.setObject(2, UUID.fromString(container.substring("cnt_".length())));
      statement.setString(3, asset);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? json(row, container, asset) : new byte[0];
      }
    }
  }

  private byte[] json(ResultSet row, String container, String asset) throws SQLException {
    ObjectNode json = mapper.createObjectNode().put("containerId", container).put("assetId", asset);
    json.put("kind", row.getString(1)).put("url", row.getString(2));
    json.put("thumbnailUrl", row.getString(3));
    put(json, "mimeType", row.getString(4));
    put(json, "sizeBytes", row.getObject(5));
    put(json, "durationMs", row.getObject(6));
    put(json, "width", row.getObject(7));
    put(json, "height", row.getObject(8));
    put(json, "checksumSha256", row.getString(9));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.putPOJO(name, value);
    }
  }
}
