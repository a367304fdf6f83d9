package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.media.MediaFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PublishProgressTest {
  private static final MediaFile A = new MediaFile(Path.of("a.png"), "a.png");
  private static final MediaFile B = new MediaFile(Path.of("b.png"), "b.png");

  private final StringWriter said = new StringWriter();
  private final PublishProgress progress =
      new PublishProgress(new Progress(new PrintWriter(said, true), false), new AtomicBoolean());

  @Test
  void the_bar_counts_the_bytes_of_all_files_under_way_and_forgets_those_of_a_failed_attempt() {
    progress.sending(2, 1200);
    assertThat(progress.bar())
        .isEqualTo("[........................]   0 %  0 of 1,200 bytes, 2 files");
    progress.sent(A, 100);
    progress.sent(B, 900);
    progress.sent(A, 300);
    assertThat(progress.bar())
        .isEqualTo("[########################] 100 %  1,200 of 1,200 bytes, 2 files");
    progress.sent(B, 300);
    assertThat(progress.bar())
        .isEqualTo("[############............]  50 %  600 of 1,200 bytes, 2 files");
  }

  @Test
  void a_line_shows_what_became_of_a_file_without_what_would_steer_a_terminal() {
    AssetDescriptor there =
        AssetDescriptor.at(new MediaUrl("https://media.example.com/a.png"))
            .sizeBytes(1234L)
            .build();
    progress.stored(A, there, true);
    progress.stored(new MediaFile(Path.of("x"), "b\033[31m.png"), there, false);
    assertThat(said.toString().lines())
        .containsExactly("uploaded a.png (1,234 bytes)", "unchanged b\\u001B[31m.png");
    assertThat(progress.counts()).isEqualTo("1 uploaded (1,234 bytes), 1 unchanged");
  }
}
