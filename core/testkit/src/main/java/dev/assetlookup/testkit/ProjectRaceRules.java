package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.inProject;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ProjectReading;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Assets of a container that moves from project to project. */
abstract class ProjectRaceRules extends ContainerRules {
  ProjectRaceRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C116: an asset and its project are of one moment: nobody sees what is in another project. */
  @Test
  @Tag(Racing.TAG)
  protected void c116_an_asset_and_its_project_are_of_one_moment() {
    ContainerStore store = empty();
    create(store, atRevision(1));
    AtomicInteger last = new AtomicInteger(1);
    Runnable alone =
        () -> assertOfOneMoment(store.findWithProject(CONTAINER, new AssetId("slide-1")));
    Runnable among =
        () ->
            store
                .findAllWithProjects(
                    List.of(asset(CONTAINER, "slide-1"), asset(CONTAINER, "slide-1")))
                .forEach(this::assertOfOneMoment);
    Racing.whileWriting(
        () -> {
          int revision = last.getAndIncrement();
          replace(store, atRevision(revision), atRevision(revision + 1));
        },
        List.of(alone, among, alone, among));
  }

  private Container atRevision(int revision) {
    return inProject("p-" + revision, container(revision, List.of(slide(revision))));
  }

  private Asset slide(int revision) {
    return replaced("slide-1", revision);
  }

  private void assertOfOneMoment(ProjectReading found) {
    String project = String.valueOf(found.projectId());
    int revision = Integer.parseInt(project.substring(project.indexOf('-') + 1));
    Same.assertSame("found in " + project, found.reading(), present(slide(revision)));
  }
}
