package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.API_KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;

/** A write of each kind, after what it needs. */
enum ManifestWrite {
  CREATE {
    @Override
    void prepare(ManifestStores stores) {}

    @Override
    boolean run(ManifestStores stores) {
      return stores.containers().swap(container(KEY, 1), Revision.NONE) == Swap.DONE;
    }

    @Override
    boolean isDone(ManifestStores stores) {
      return stores.containers().read(KEY).isPresent();
    }
  },
  REPLACE {
    @Override
    boolean run(ManifestStores stores) {
      return stores.containers().swap(container(KEY, 2), new Revision(1)) == Swap.DONE;
    }

    @Override
    boolean isDone(ManifestStores stores) {
      return stores.containers().read(KEY).orElseThrow().equals(container(KEY, 2));
    }
  },
  REMOVE {
    @Override
    boolean run(ManifestStores stores) {
      return stores.containers().remove(KEY, new Revision(1)) == Swap.DONE;
    }

    @Override
    boolean isDone(ManifestStores stores) {
      return stores.containers().read(KEY).isEmpty();
    }
  },
  CREATE_AFTER_REMOVE {
    @Override
    void prepare(ManifestStores stores) {
      super.prepare(stores);
      assertThat(REMOVE.run(stores)).isTrue();
    }

    @Override
    boolean run(ManifestStores stores) {
      return stores.containers().swap(container(KEY, 2), Revision.NONE) == Swap.DONE;
    }

    @Override
    boolean isDone(ManifestStores stores) {
      return CREATE.isDone(stores);
    }
  },
  ADD_KEY {
    @Override
    void prepare(ManifestStores stores) {}

    @Override
    boolean run(ManifestStores stores) {
      return stores.keys().addKey(API_KEY);
    }

    @Override
    boolean isDone(ManifestStores stores) {
      return stores.keys().findKey(API_KEY.id()).isPresent();
    }
  },
  CHANGE_KEY {
    @Override
    void prepare(ManifestStores stores) {
      assertThat(ADD_KEY.run(stores)).isTrue();
    }

    @Override
    boolean run(ManifestStores stores) {
      return stores.keys().changeKeyStatus(API_KEY.id(), API_KEY.status(), ManifestSamples.KILLED);
    }

    @Override
    boolean isDone(ManifestStores stores) {
      ApiKey key = stores.keys().findKey(API_KEY.id()).orElseThrow();
      return key.equals(API_KEY.with(ManifestSamples.KILLED));
    }
  };

  void prepare(ManifestStores stores) {
    assertThat(CREATE.run(stores)).isTrue();
  }

  abstract boolean run(ManifestStores stores);

  abstract boolean isDone(ManifestStores stores);
}
