package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.media.IndexCounts;
import dev.assetlookup.media.Indexer;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints what {@code index} finds wrong, and how it goes on. */
final class IndexReporter implements Indexer.Listener {
  private final PrintWriter out;
  private final Progress progress;
  private final boolean json;
  private final OrganizationId organization;
  private final @Nullable ContainerId begin;
  private final JsonMapper mapper = new JsonMapper();
  private @Nullable ContainerId last;

  /** For a run that goes on after a container, or begins at the first one. */
  IndexReporter(
      PrintWriter out,
      Progress progress,
      boolean json,
      OrganizationId organization,
      @Nullable ContainerId begin) {
    this.out = out;
    this.progress = progress;
    this.json = json;
    this.organization = organization;
    this.begin = begin;
  }

  @Override
  public void problem(String what, String reason) {
    if (json) {
      print(mapper.createObjectNode().put("problem", reason).put("subject", what));
    } else {
      progress.say(Printable.of("asset-lookup: " + what + ": " + reason));
    }
  }

  @Override
  public void done(ContainerId container, IndexCounts counts) {
    last = container;
    progress.show(() -> "indexing " + container + ": " + counts);
  }

  /** Says how to go on, if a container is done. */
  void failed() {
    if (last != null) {
      sayHowToGoOn();
    }
  }

  void end(IndexCounts counts) {
    if (json) {
      ObjectNode line = mapper.createObjectNode();
      counts.byName().forEach(line::put);
      print(line.put("complete", counts.isComplete()));
    }
    if (!counts.isComplete()) {
      sayHowToGoOn();
    }
    progress.say("indexed " + counts);
  }

  private void sayHowToGoOn() {
    ContainerId reached = last == null ? begin : last;
    progress.say(
        "asset-lookup: ended early; to go on: asset-lookup index --org "
            + organization
            + (reached == null ? "" : " --after " + reached));
  }

  private void print(ObjectNode line) {
    out.println(line);
    out.flush();
  }
}
