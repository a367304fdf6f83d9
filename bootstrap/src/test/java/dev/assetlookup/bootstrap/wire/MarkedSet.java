package dev.assetlookup.bootstrap.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sets of one container. Each has a number that all its parts carry, and a size of its own, so
 * that an answer of two sets, or of half a one, is seen. Its URLs come back after some numbers.
 *
 * @param container which container
 * @param places after how many numbers the URLs come back
 */
record MarkedSet(int container, long places) {
  static final String POSTER = Drafts.MEDIA + "poster.jpg";

  private static final int SIZES = 5;
  private static final String PROJECT = "marked";
  private static final String CAPTION = "set ";

  static int size(long mark) {
    return 1 + (int) (mark % SIZES);
  }

  String body(long mark) {
    return IntStream.range(0, size(mark))
        .mapToObj(part -> draft(mark, part))
        .collect(
            Collectors.joining(
                ",",
                "{\"projectId\":\""
                    + PROJECT
                    + "\",\"caption\":\""
                    + CAPTION
                    + mark
                    + "\",\"assets\":[",
                "]}"));
  }

  private String draft(long mark, int part) {
    return "{\"url\":\"%s\",\"thumbnailUrl\":\"%s\",\"sizeBytes\":%d,\"width\":%d}"
        .formatted(url(mark, part), POSTER, mark, size(mark));
  }

  String url(long mark, int part) {
    return Drafts.MEDIA + mark % places + "/part-" + part + ".png";
  }

  Stream<String> urls(long mark) {
    return IntStream.range(0, size(mark)).mapToObj(part -> url(mark, part));
  }

  /** Asks in one of four ways for what is current; the number of the one set that was answered. */
  long read(Client client, long way) {
    return switch ((int) (way % 4)) {
      case 0 -> ofContainer(client.get(Client.path(container)));
      case 1 -> ofFirst(client.get(Client.path(container, "part-0")));
      case 2 -> ofRow(client.get("/v1/projects/" + PROJECT + "/content"));
      default -> ofBatch(client.batch(pairs()));
    };
  }

  private String[] pairs() {
    return IntStream.range(0, SIZES)
        .mapToObj(part -> Client.pair(container, "part-" + part))
        .toArray(String[]::new);
  }

  /** Insists on one whole set. */
  long ofContainer(Reply reply) {
    JsonNode answer = reply.is(200).json();
    long mark = caption(answer);
    JsonNode assets = answer.path("assets");
    require(assets.size() == size(mark), reply);
    for (int part = 0; part < assets.size(); part++) {
      require(is(assets.path(part), mark, part), reply);
    }
    require(answer.path("primaryAsset").equals(assets.path(0)), reply);
    return mark;
  }

  private long ofFirst(Reply reply) {
    JsonNode answer = reply.is(200).json();
    long mark = answer.path("sizeBytes").asLong();
    require(is(answer, mark, 0), reply);
    return mark;
  }

  private long ofRow(Reply reply) {
    JsonNode answer = reply.is(200).json();
    require(answer.path("items").size() == 1, reply);
    long mark = caption(answer.at("/items/0"));
    require(is(answer.at("/items/0/primaryAsset"), mark, 0), reply);
    return mark;
  }

  /** Assets of other sets are among them, too, and say that they were superseded. */
  private long ofBatch(Reply reply) {
    JsonNode items = reply.is(200).at("/items");
    require(items.size() == SIZES, reply);
    long mark = items.at("/0/asset/sizeBytes").asLong();
    for (int part = 0; part < SIZES; part++) {
      JsonNode item = items.path(part);
      boolean current = item.has("asset") && !item.path("asset").has("supersededAt");
      require(current == part < size(mark), reply);
      require(!current || is(item.path("asset"), mark, part), reply);
    }
    return mark;
  }

  private static long caption(JsonNode container) {
    return Long.parseLong(container.path("caption").asText().substring(CAPTION.length()));
  }

  private boolean is(JsonNode asset, long mark, int part) {
    return asset.path("sizeBytes").asLong() == mark
        && asset.path("width").asInt() == size(mark)
        && asset.path("assetId").asText().equals("part-" + part)
        && asset.path("url").asText().equals(url(mark, part))
        && asset.path("thumbnailUrl").asText().equals(POSTER)
        && !asset.has("supersededAt");
  }

  private static void require(boolean whole, Reply reply) {
    if (!whole) {
      throw new AssertionError("mixed or half: " + reply.body());
    }
  }
}
