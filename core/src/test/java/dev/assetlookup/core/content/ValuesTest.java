package dev.assetlookup.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://media.example.com/a.png",
        "http://127.0.0.1:8080/a.png",
        "https://[::1]:8443/a.png",
        "https://m.example/a%20b.png?x=1#y",
        "https://m.example/100%.mp4",
        "https://m.example/user@host.mp4",
      })
  void urls_that_a_descriptor_may_hold(String url) {
    assertThat(new MediaUrl(url).value()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.png",
        "/a.png",
        "//m.example/a.png",
        "https:/m.example/a.png",
        "https://",
        "https:///a.png",
        "https://:80/a.png",
        "https://m.example:/a.png",
        "https://m.example:0/a.png",
        "https://m.example:65536/a.png",
        "https://m.example:99999999999/a.png",
        "https://m.example:8o/a.png",
        "https://user@m.example/a.png",
        "https://user:secret@m.example/a.png",
        "https://m exa/a.png",
        "https://m.example/a b.png",
        "https://m.example/a\tb.png",
        "https://m.example/a\r\nb.png",
        "https://m.example/\u0000.png",
        "https://m.example/café.png",
        "https://m.example/a|b.png",
        "https://m.example/a\\b.png",
        "https://m.example/<a>.png",
        "https://-m.example/a.png",
        "https://[::1/a.png",
        "https://[]/a.png",
        "ftp://m.example/a.png",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "HTTPS://m.example/a.png",
      })
  void urls_that_it_may_not(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> new MediaUrl(url));
  }

  @Test
  void a_sandbox_is_an_organization_of_its_own_and_has_none_itself() {
    OrganizationId acme = new OrganizationId("acme");
    OrganizationId sandbox = acme.sandbox().orElseThrow();
    assertThat(sandbox).isEqualTo(new OrganizationId("acme~test")).isNotEqualTo(acme);
    assertThat(sandbox.isSandbox()).isTrue();
    assertThat(acme.isSandbox()).isFalse();
    assertThat(sandbox.sandbox()).isEmpty();
    assertThat(OrganizationId.parse("o".repeat(59) + "~test")).isPresent();
    for (String none :
        List.of("~test", "acme~", "acme~live", "acme~TEST", "a~test~test", "a~testx")) {
      assertThat(OrganizationId.parse(none)).as(none).isEmpty();
    }
    assertThat(OrganizationId.parse("o".repeat(60) + "~test")).isEmpty();
    assertThat(new OrganizationId("o".repeat(60)).sandbox()).isEmpty();
  }

  @Test
  void a_url_has_at_most_2048_characters() {
    String url = "https://m.example/" + "a".repeat(2030);
    assertThat(new MediaUrl(url).value()).hasSize(2048);
    assertThatIllegalArgumentException().isThrownBy(() -> new MediaUrl(url + "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://m.example", "https://m.example/", "https://m.example/?a.png"})
  void a_descriptor_needs_a_file_name(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AssetDescriptor.at(new MediaUrl(url)).build())
        .withMessageContaining("no file name");
  }

  @ParameterizedTest
  @CsvSource({
    "video/mp4, x.png, video",
    "IMAGE/PNG, x.mp4, image",
    "audio/mpeg, x, audio",
    "application/octet-stream, x.PNG, image",
    ", x.webm, video",
    ", x.mp3, audio",
    ", x.pdf, file",
    ", mp4, video",
    "text/plain, x, file",
  })
  void a_kind_is_inferred_from_mime_type_then_extension(
      String mimeType, String fileName, String kind) {
    AssetDescriptor descriptor =
        AssetDescriptor.at(new MediaUrl("https://m.example/" + fileName))
            .mimeType(mimeType == null ? null : new MimeType(mimeType))
            .build();
    assertThat(descriptor.kind()).isEqualTo(new Kind(kind));
  }

  @Test
  void a_given_kind_is_never_changed() {
    assertThat(image().kind(new Kind("hologram")).build().kind()).hasToString("hologram");
  }

  @Test
  void numbers_are_in_range_or_refused() {
    assertThat(image().sizeBytes(0L).width(1).height(1).build().sizeBytes()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> image().sizeBytes(-1L).build());
    assertThatIllegalArgumentException().isThrownBy(() -> image().width(0).build());
    assertThatIllegalArgumentException().isThrownBy(() -> image().height(-5).build());
    assertThatIllegalArgumentException().isThrownBy(() -> image().durationMs(1L).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> image().kind(Kind.VIDEO).durationMs(-1L).build());
  }

  @Test
  void times_are_cut_to_microseconds_and_bounded() {
    Instant nanos = Instant.parse("2026-04-17T13:10:00.123456789Z");
    assertThat(image().expiresAt(nanos).build().expiresAt())
        .isEqualTo(Instant.parse("2026-04-17T13:10:00.123456Z"));
    assertThatIllegalArgumentException().isThrownBy(() -> image().expiresAt(Instant.MAX).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "..", ".", "a b", "é", "a%2Fb"})
  void asset_ids_are_path_safe(String id) {
    assertThat(AssetId.parse(id)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new AssetId(id));
  }

  @Test
  void an_asset_id_has_at_most_128_characters() {
    assertThat(AssetId.parse("a".repeat(128))).isPresent();
    assertThat(AssetId.parse("a".repeat(129))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "video", "/mp4", "video/", "video/;x", "vi deo/mp4", "video/m\np4"})
  void mime_types_have_two_parts(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new MimeType(text));
  }

  @Test
  void a_mime_type_may_carry_parameters() {
    assertThat(new MimeType("video/mp4; codecs=\"avc1\""))
        .hasToString("video/mp4; codecs=\"avc1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Video", "1d", "a b", "a\u0000"})
  void a_kind_is_a_lower_case_token(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Kind(text));
  }

  @Test
  void a_checksum_is_lower_case_hex() {
    String hex = "0123456789abcdef".repeat(4);
    assertThat(new Sha256(hex)).hasToString(hex);
    assertThatIllegalArgumentException().isThrownBy(() -> new Sha256(hex.toUpperCase(Locale.ROOT)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sha256(hex.substring(1)));
  }

  @Test
  void texts_that_some_store_could_not_give_back_are_refused() {
    assertThat(details("caption \uD83D\uDE00 \n").caption()).contains("\uD83D\uDE00");
    assertThatIllegalArgumentException().isThrownBy(() -> details("a\u0000b"));
    assertThatIllegalArgumentException().isThrownBy(() -> details("a\uD83D"));
    assertThatIllegalArgumentException().isThrownBy(() -> details("\uDE00a"));
    assertThatIllegalArgumentException().isThrownBy(() -> details("a".repeat(10_001)));
  }

  @Test
  void a_project_that_is_a_uuid_has_one_spelling() {
    String uuid = "0192f3a1-5b6c-7d8e-9f00-112233445566";
    String upper = uuid.toUpperCase(Locale.ROOT);
    for (String spelling : List.of(uuid, upper, "prj_" + uuid, "prj_" + upper)) {
      assertThat(ofProject(spelling).projectId()).isEqualTo("prj_" + uuid);
      assertThat(filter(spelling).projectId()).isEqualTo("prj_" + uuid);
      assertThat(filter(spelling).includes(Instant.EPOCH, ofProject("prj_" + uuid))).isTrue();
    }
    for (String other : List.of("PRJ_" + uuid, "cnt_" + uuid, "prj_", uuid + "0", "prj_prj_x")) {
      assertThat(ofProject(other).projectId()).isEqualTo(other);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ofProject("a/b"));
    assertThatIllegalArgumentException().isThrownBy(() -> filter("a/b"));
  }

  private static ContainerFilter filter(String projectId) {
    return new ContainerFilter(projectId, Set.of(), Set.of(), Set.of(), null, null);
  }

  private static ContainerDetails ofProject(String projectId) {
    return new ContainerDetails(
        projectId,
        ContainerStatus.COMPLETED,
        null,
        null,
        null,
        null,
        ApprovalStatus.NOT_REQUIRED,
        null,
        null);
  }

  private static ContainerDetails details(String caption) {
    return new ContainerDetails(
        null,
        ContainerStatus.COMPLETED,
        null,
        null,
        caption,
        null,
        ApprovalStatus.NOT_REQUIRED,
        null,
        null);
  }

  private static AssetDescriptor.Builder image() {
    return AssetDescriptor.at(new MediaUrl("https://m.example/a.png"));
  }
}
