package dev.assetlookup.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.media.PublishRequest.ReadFile;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishRequestTest {
  private static final OrganizationId ACME = new OrganizationId("org_acme");

  private static ReadFile file(String name, int content) {
    return new ReadFile(
        new MediaFile(Path.of("somewhere", name), name),
        new MediaFacts(
            new MimeType("image/png"), 1, Sha256.of(new byte[] {(byte) content}), 1, 1, null));
  }

  private static UUID id(OrganizationId organization, ReadFile... files) {
    return new PublishRequest(organization, null, null, List.of(files)).containerId().uuid();
  }

  /** Pinned: if it changed, a run that was cut off before an upgrade would not go on after it. */
  @Test
  void the_same_files_of_the_same_organization_are_the_same_container_for_all_times() {
    UUID id = id(ACME, file("a.png", 1), file("b.png", 2));
    assertThat(id).hasToString("867f3f43-d710-85a2-84fa-57cc53ff8b72");
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void another_organization_order_name_or_content_is_another_container() {
    ReadFile a = file("a.png", 1);
    ReadFile b = file("b.png", 2);
    assertThat(
            Stream.of(
                id(ACME, a, b),
                id(ACME, b, a),
                id(ACME, a),
                id(ACME, a, file("b.png", 3)),
                id(ACME, a, file("c.png", 2)),
                id(new OrganizationId("org_other"), a, b)))
        .doesNotHaveDuplicates();
  }

  @Test
  void neither_the_folder_nor_the_kind_matters_and_an_id_that_is_given_is_taken() {
    ReadFile moved =
        new ReadFile(new MediaFile(Path.of("else", "a.png"), "a.png"), file("a.png", 1).facts());
    PublishRequest order = new PublishRequest(ACME, null, Kind.FILE, List.of(moved));
    assertThat(order.containerId().uuid()).isEqualTo(id(ACME, file("a.png", 1)));
    ContainerId given = new ContainerId(new UUID(1, 2));
    assertThat(new PublishRequest(ACME, given, null, List.of(moved)).containerId())
        .isEqualTo(given);
  }
}
