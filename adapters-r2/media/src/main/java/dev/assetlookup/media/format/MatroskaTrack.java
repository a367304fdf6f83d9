package dev.assetlookup.media.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A track of a film or sound in Matroska, if the element is one. */
record MatroskaTrack(MediaBytes file, EbmlElement element) {
  private static final int PICTURE = 1;
  private static final int SOUND = 2;
  private static final int QUARTER_TURN = 90;

  /** Whether it has pictures, and is played. */
  boolean isPicture() throws IOException {
    return type() == PICTURE && element.number(file, MatroskaId.ENABLED, 1) == 1;
  }

  boolean isSound() throws IOException {
    return type() == SOUND;
  }

  private long type() throws IOException {
    return element.id() == MatroskaId.TRACK ? element.number(file, MatroskaId.TRACK_TYPE, 0) : 0;
  }

  /** How large its pictures are shown, null if that is not known. */
  @Nullable PixelSize size() throws IOException {
    EbmlElement video = element.child(file, MatroskaId.VIDEO);
    if (video == null) {
      return null;
    }
    long across =
        video.number(file, MatroskaId.CROP_LEFT, 0) + video.number(file, MatroskaId.CROP_RIGHT, 0);
    long down =
        video.number(file, MatroskaId.CROP_TOP, 0) + video.number(file, MatroskaId.CROP_BOTTOM, 0);
    PixelSize coded =
        PixelSize.of(
            video.number(file, MatroskaId.PIXEL_WIDTH, 0) - across,
            video.number(file, MatroskaId.PIXEL_HEIGHT, 0) - down);
    if (coded == null) {
      return null;
    }
    // Whatever their unit is, their ratio says how wide a pixel is.
    double width = video.number(file, MatroskaId.DISPLAY_WIDTH, 0);
    double height = video.number(file, MatroskaId.DISPLAY_HEIGHT, 0);
    double aspect =
        width <= 0 || height <= 0 ? 1 : width * coded.height() / (height * coded.width());
    PixelSize shown = coded.stretched(aspect);
    return shown != null && isTurned(video) ? shown.turned() : shown;
  }

  private boolean isTurned(EbmlElement video) throws IOException {
    EbmlElement projection = video.child(file, MatroskaId.PROJECTION);
    return projection != null
        && projection.number(file, MatroskaId.PROJECTION_TYPE, 0) == 0
        && Math.abs(projection.decimal(file, MatroskaId.ROLL, 0)) == QUARTER_TURN;
  }
}
