package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.inProject;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ProjectReading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By what project its container is in, it is decided who may see an asset. */
abstract class ProjectRules extends ContainerRules {
  private static final String A = "a";
  private static final String B = "prj_9c855048-b470-42e7-8f1b-032324d48555";

  ProjectRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C114: in every state of a container its assets are found with its project, deleted or not. */
  @Test
  protected void c114_assets_are_found_with_their_projects_in_every_state() {
    ContainerStore store = empty();
    SupersededAsset former = superseded(video(CONTAINER, "former"), 2);
    SupersededAsset withdrawn = superseded(image(CONTAINER, "withdrawn"), 2).withdraw();
    Asset current = video(CONTAINER, "current");
    ContainerKey gone = numbered(1);
    ContainerKey bare = numbered(2);
    ContainerKey loose = numbered(3);
    Asset free = image(loose, "free");
    create(store, inProject(A, container(CONTAINER, 4, List.of(current), former, withdrawn)));
    create(store, inProject(B, deleted(gone, 2, superseded(image(gone, "slide-1"), 2))));
    create(store, inProject(B, container(bare, 1, List.of())));
    create(store, container(loose, 1, List.of(free)));
    assertFindsWithProjects(
        store,
        List.of(
            asset(gone, "slide-1"),
            asset(CONTAINER, "former"),
            asset(bare, "slide-1"),
            asset(CONTAINER, "withdrawn"),
            asset(loose, "free"),
            asset(CONTAINER, "current"),
            asset(loose, "never"),
            asset(new ContainerKey(OTHER, CONTAINER.container()), "current"),
            asset(numbered(4), "slide-1")),
        List.of(
            in(B, DELETED_CONTAINER),
            in(A, new Reading.Present(former.asset(), former.supersededAt())),
            in(B, NO_SUCH_ASSET),
            in(A, NO_SUCH_ASSET),
            in(null, present(free)),
            in(A, present(current)),
            in(null, NO_SUCH_ASSET),
            in(null, NO_SUCH_CONTAINER),
            in(null, NO_SUCH_CONTAINER)));
  }

  /** C115: a container that moved is in its new project, and one without is in none. */
  @Test
  protected void c115_assets_move_with_their_container() {
    ContainerStore store = empty();
    Asset slide = image(CONTAINER, "slide-1");
    Container first = container(1, List.of(slide));
    String[] projects = {A, B, null, A};
    create(store, inProject(B, first));
    Container before = first;
    for (String project : projects) {
      Container next = container(before.revision().next().number(), List.of(slide));
      replace(store, before, inProject(project, next));
      assertFindsWithProjects(
          store,
          List.of(asset(CONTAINER, "slide-1"), asset(CONTAINER, "slide-2")),
          List.of(in(project, present(slide)), in(project, NO_SUCH_ASSET)));
      before = next;
    }
  }

  /**
   * C117: a corrupt record is not thrown but found, whether its project can be read or not, and
   * hides no neighbour. Skipped where {@link ContainerStoreContract#corrupt} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void c117_a_corrupt_record_is_found_with_its_project_or_none() throws Exception {
    ContainerStore store = empty();
    ContainerKey neighbour = numbered(1);
    Asset fine = image(neighbour, "a");
    create(store, inProject(A, container(1, List.of(image(CONTAINER, "a")))));
    create(store, inProject(B, container(neighbour, 1, List.of(fine))));
    corrupt(store, CONTAINER);
    List<ProjectReading> found =
        store.findAllWithProjects(List.of(asset(CONTAINER, "a"), asset(neighbour, "a")));
    Same.assertSame("findAllWithProjects", found.get(1), in(B, present(fine)));
    ProjectReading damaged = found.get(0);
    assertThat(damaged.projectId()).isIn(A, null);
    Same.assertSame("findWithProject", store.findWithProject(CONTAINER, new AssetId("a")), damaged);
  }

  private static ProjectReading in(@Nullable String project, Reading reading) {
    return new ProjectReading(reading, project);
  }
}
