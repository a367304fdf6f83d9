package dev.assetlookup.benchmarks;

import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.json.DescriptorJson;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;

/** What needs no database: the lookup itself, both kinds of absence, and the JSON. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MemoryBenchmark {
  private static final int CONTAINERS = 500;
  private static final AssetId NO_ASSET = new AssetId("slide-0");
  private static final ContainerId NO_CONTAINER = Sample.containerId(CONTAINERS);

  private final InMemoryStore store = new InMemoryStore();
  private final ReadOnlyLookup lookup = new ReadOnlyLookup(store);
  private final Caller caller = new Caller(Sample.ORGANIZATION, Set.of(Scope.CONTENT_READ));
  private final ContainerId[] containers = new ContainerId[CONTAINERS];
  private final AssetId[] ids = new AssetId[Sample.ASSETS_PER_CONTAINER];
  private final FindAsset.Result.Found found =
      new FindAsset.Result.Found(Sample.containerId(0), Sample.container(0).assets().get(0), null);

  /** Fills the store. */
  public MemoryBenchmark() {
    for (int i = 0; i < CONTAINERS; i++) {
      store.swap(Sample.container(i), Revision.NONE);
      containers[i] = Sample.containerId(i);
    }
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Sample.assetId(i);
    }
  }

  /** An asset that is there. */
  @Benchmark
  public FindAsset.Result find() {
    return lookup.find(caller, container(), ids[ThreadLocalRandom.current().nextInt(ids.length)]);
  }

  /** The same, from ids as they came from outside. */
  @Benchmark
  public FindAsset.Result findText() {
    return lookup.find(caller, container().toString(), "slide-1");
  }

  /** A container that is there, without the asset. */
  @Benchmark
  public FindAsset.Result noAsset() {
    return lookup.find(caller, container(), NO_ASSET);
  }

  /** No such container. */
  @Benchmark
  public FindAsset.Result noContainer() {
    return lookup.find(caller, NO_CONTAINER, ids[0]);
  }

  /** The body of a 200. */
  @Benchmark
  public byte[] json() {
    return DescriptorJson.write(found);
  }

  private ContainerId container() {
    return containers[ThreadLocalRandom.current().nextInt(CONTAINERS)];
  }
}
