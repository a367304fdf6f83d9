package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Revision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts come back as they were, whatever is in them. */
abstract class TextRules extends ContainerRules {
  TextRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C04: an empty text is no absent text, and blanks at its ends are kept. */
  @Test
  protected void c04_an_empty_text_is_not_an_absent_one() {
    assertRoundTrips(List.of(withTexts("", "", "", ""), withTexts(" ", " a ", "\ta\t\n", "\r\n")));
  }

  /** C11: texts hold any Unicode but NUL. */
  @Test
  protected void c11_texts_hold_any_unicode() {
    assertRoundTrip(
        withTexts(
            "caf\u00e9",
            "\uD83D\uDE80 \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67"
                + " \u0639\u0631\u0628\u064a",
            "cafe\u0301 \u65e5\u672c\u8a9e \uFEFF\uFFFD\u2028\u0001\u007f",
            "\uDBFF\uDFFF"));
  }

  /** C12: texts that look like code are texts. */
  @Test
  protected void c12_hostile_texts_are_texts() {
    assertRoundTrip(
        withTexts(
            "' OR '1'='1",
            "'; DROP TABLE containers; -- \" \\ \\' \\n %s %n %00 %_ ? :name $1 ${x} #{x} <b>&amp;",
            "line\nline\r\nline\ttab {\"a\":[null]} \\u0000 \\x00",
            "null"));
  }

  private static Container withTexts(String format, String caption, String comment, String error) {
    ContainerDetails details =
        new ContainerDetails(
            null,
            ContainerStatus.COMPLETED,
            format,
            format,
            caption,
            comment,
            ApprovalStatus.NOT_REQUIRED,
            null,
            error);
    return new Container(CONTAINER, new Revision(1), CREATED, details, List.of(), List.of(), null);
  }
}
