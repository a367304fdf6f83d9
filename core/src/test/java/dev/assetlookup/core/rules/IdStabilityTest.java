package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.set;
import static dev.assetlookup.core.rules.World.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.MediaUrl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Ids stay with their URLs whatever happens around them. */
class IdStabilityTest {
  @Property
  void a_url_keeps_its_id_while_it_stays(@ForAll("histories") List<List<String>> history) {
    World world = new World();
    Map<MediaUrl, AssetId> before = Map.of();
    for (List<String> names : history) {
      world.publish(set(names.toArray(String[]::new)));
      Map<MediaUrl, AssetId> now = idsByUrl(world);
      before.forEach(
          (url, id) -> {
            if (now.containsKey(url)) {
              assertThat(now).containsEntry(url, id);
            }
          });
      before = now;
    }
  }

  @Property
  void ids_are_unique_and_every_one_resolves_to_its_url(
      @ForAll("histories") List<List<String>> history) {
    World world = new World();
    for (List<String> names : history) {
      world.publish(set(names.toArray(String[]::new)));
      Map<MediaUrl, AssetId> ids = idsByUrl(world);
      assertThat(new HashSet<>(ids.values())).hasSize(names.size());
      ids.forEach((url, id) -> assertThat(world.urlOf(id.value())).isEqualTo(url));
    }
  }

  @Property
  void the_current_set_is_the_published_one_in_its_order(
      @ForAll("histories") List<List<String>> history) {
    World world = new World();
    for (List<String> names : history) {
      world.publish(set(names.toArray(String[]::new)));
      assertThat(world.stored().assets())
          .extracting(asset -> asset.descriptor().url())
          .isEqualTo(names.stream().map(World::url).toList());
    }
  }

  @Property
  void what_left_within_the_grace_still_resolves_unless_its_id_means_another(
      @ForAll("histories") List<List<String>> history) {
    World world = new World();
    Map<AssetId, MediaUrl> last = new HashMap<>();
    for (List<String> names : history) {
      world.publish(set(names.toArray(String[]::new)));
      world.stored().assets().forEach(a -> last.put(a.id(), a.descriptor().url()));
      last.forEach((id, url) -> assertThat(world.urlOf(id.value())).isEqualTo(url));
    }
  }

  @Property
  void a_set_without_neighbours_of_its_names_has_the_names(@ForAll("names") Set<String> names) {
    World world = new World();
    List<String> files = names.stream().map(name -> name + ".png").toList();
    assertThat(world.idsOf(set(files.toArray(String[]::new)))).containsExactlyElementsOf(names);
    assertThat(world.currentIdOf(url(files.get(0)))).hasToString(names.iterator().next());
  }

  /** Sets that follow each other, of few names in few folders, so that names meet often. */
  @Provide
  Arbitrary<List<List<String>>> histories() {
    Arbitrary<String> file =
        Arbitraries.of("", "x/", "y/", "z/")
            .flatMap(
                folder ->
                    Arbitraries.of("a.png", "a.jpg", "b.png", "a%20b.mp4", "a.b.png", "A.png")
                        .map(name -> folder + name));
    return file.list().uniqueElements().ofMaxSize(8).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Set<String>> names() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(5)
        .set()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static Map<MediaUrl, AssetId> idsByUrl(World world) {
    Map<MediaUrl, AssetId> ids = new HashMap<>();
    for (Asset asset : world.stored().assets()) {
      ids.put(asset.descriptor().url(), asset.id());
    }
    return ids;
  }
}
