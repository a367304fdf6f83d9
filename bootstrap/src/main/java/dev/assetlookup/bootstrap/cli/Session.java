package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.wiring.Application;
import dev.assetlookup.bootstrap.wiring.DaggerApplication;
import dev.assetlookup.bootstrap.wiring.Storage;

/** The application over its open storage, for the length of one command. */
record Session(Application application, Storage storage) implements AutoCloseable {
  static Session open(Settings settings) {
    return over(settings, Storage.open(settings));
  }

  static Session over(Settings settings, Storage storage) {
    return new Session(DaggerApplication.factory().create(settings, storage), storage);
  }

  @Override
  public void close() {
    storage.close();
  }
}
