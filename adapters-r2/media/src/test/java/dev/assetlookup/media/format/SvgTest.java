package dev.assetlookup.media.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SvgTest {
  private static final String ROOT =
      "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='36'><rect/></svg>";
  private static final String TYPE = "image/svg+xml 64x36";
  // Nobody listens there: it would fail to load it.
  private static final String DOCTYPE =
      "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://127.0.0.1:1/svg11.dtd'>";

  @TempDir private Path folder;

  private String described(String text) {
    return ReadProperties.of(folder, text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\uFEFF",
        " \r\n\t\n",
        "<?xml version='1.0'?>\n",
        "\n<?xml version='1.0' encoding='UTF-8' standalone='no'?>",
        "\uFEFF<?xml version='1.0' encoding='utf-8'?><!-- <html> --><?style here?>\n",
        DOCTYPE,
        "<!-- a --><!DOCTYPE svg [<!ENTITY a '<svg>'><!-- > ] -->]>\n<!-- b -->",
      })
  void a_drawing_is_one_whatever_stands_before_its_root(String before) {
    assertThat(described(before + ROOT)).isEqualTo(TYPE);
  }

  @Test
  void a_long_comment_may_stand_before() {
    assertThat(described("<!--" + "license ".repeat(20_000) + "-->" + ROOT)).isEqualTo(TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void a_drawing_may_be_in_utf_16(String charset) {
    // The first writes a mark of its own.
    String mark = charset.equals("UTF-16") ? "" : "\uFEFF";
    for (String before : List.of("<?xml version='1.0' encoding='UTF-16'?>", "", "\n  ")) {
      byte[] content = (mark + before + ROOT).getBytes(Charset.forName(charset));
      assertThat(ReadProperties.of(folder, content)).isEqualTo(TYPE);
    }
    byte[] unmarked =
        ("<?xml version='1.0' encoding='UTF-16LE'?>" + ROOT).getBytes(StandardCharsets.UTF_16LE);
    assertThat(ReadProperties.of(folder, unmarked)).isEqualTo(TYPE);
  }

  @Test
  void so_it_may_be_in_any_other_coding_that_has_the_names_of_elements_in_ascii() {
    String text = "<?xml version='1.0' encoding='ISO-8859-1'?><!-- \u00fcber -->" + ROOT;
    assertThat(ReadProperties.of(folder, text.getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(TYPE);
  }

  @Test
  void drawing_programs_name_the_namespace_by_an_entity() {
    String text =
        "<!DOCTYPE svg PUBLIC 'a' 'http://127.0.0.1:1/a.dtd' ["
            + "<!ENTITY ns_svg 'http://www.w3.org/2000/svg'>]>"
            + "<svg xmlns='&ns_svg;' width='64px' height='36.0'/>";
    assertThat(described(text)).isEqualTo(TYPE);
    assertThat(described("<s:svg xmlns:s='http://www.w3.org/2000/svg' width='64' height='36'/>"))
        .isEqualTo(TYPE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "64, ''",
    "100%, 100%",
    "4cm, 36",
    "64.5, 36",
    "0, 36",
    "-64, 36",
    "99999999, 36",
  })
  void only_a_size_in_whole_pixels_is_sure(String width, String height) {
    assertThat(
            described(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 36' width='%s' height='%s'/>"
                    .formatted(width, height)))
        .isEqualTo("image/svg+xml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><svg xmlns='http://www.w3.org/2000/svg'/></html>",
        "<svg width='64' height='36'/>",
        "<svg xmlns='http://example.com/other'/>",
        "<!-- <svg xmlns='http://www.w3.org/2000/svg'/> -->",
        "a text with <svg xmlns='http://www.w3.org/2000/svg'/> in it",
        "<",
        "<<<<",
      })
  void what_browsers_do_not_draw_is_none(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    assertThat(ReadProperties.of(folder, content)).isEqualTo(ReadProperties.NOTHING);
  }

  @Test
  void entities_that_grow_without_end_are_not_followed() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE svg [<!ENTITY a0 'http://www.w3.org/'>");
    for (int i = 1; i < 40; i++) {
      bomb.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
    }
    bomb.append("]><svg xmlns='&a39;'/>");
    assertThat(described(bomb.toString())).isEqualTo(ReadProperties.NOTHING);
  }

  @Test
  void nothing_is_fetched_from_elsewhere() {
    String text =
        "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/hostname'>"
            + "<!ENTITY % b SYSTEM 'http://127.0.0.1:1/b'>%b;]>"
            + ROOT;
    assertThat(described(text)).isIn(TYPE, ReadProperties.NOTHING);
  }
}
