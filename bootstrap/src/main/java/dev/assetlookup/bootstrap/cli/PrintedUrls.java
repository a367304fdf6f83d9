package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.sweep.MediaRelease;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands released media over to whoever reads standard output. Thread-safe. */
final class PrintedUrls implements MediaRelease {
  private static final String ROW = "%-56s  %s%n";

  private final UnbufferedOutput out;
  private final JsonMapper mapper = new JsonMapper();
  private final boolean json;
  private final AtomicBoolean broken;
  private boolean first = true;

  /**
   * Prints there.
   *
   * @param broken set when nobody reads any more
   */
  PrintedUrls(OutputStream out, boolean json, AtomicBoolean broken) {
    this.out = new UnbufferedOutput(out);
    this.json = json;
    this.broken = broken;
  }

  @Override
  public synchronized void release(ContainerKey container, List<MediaUrl> urls) {
    StringBuilder text = new StringBuilder();
    if (first && !json) {
      text.append(ROW.formatted("CONTAINER", "URL"));
    }
    first = false;
    urls.forEach(url -> text.append(json ? line(container, url) : ROW.formatted(container, url)));
    try {
      out.print(text.toString());
    } catch (CommandFailedException e) {
      // Or every other container that is due would be claimed for nothing.
      broken.set(true);
      throw e;
    }
  }

  private String line(ContainerKey container, MediaUrl url) {
    return mapper
            .createObjectNode()
            .put("organizationId", container.organization().value())
            .put("containerId", container.container().toString())
            .put("url", url.value())
        + "\n";
  }
}
