package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.wiring.Application;
import dev.assetlookup.bootstrap.wiring.DaggerApplication;
import dev.assetlookup.bootstrap.wiring.Database;

/** The application over its open database, for the length of one command. */
record Session(Application application, Database database) implements AutoCloseable {
  static Session open(Settings settings) {
    Database database = Database.open(settings.jdbc());
    return new Session(
        DaggerApplication.factory().create(settings, database.dataSource()), database);
  }

  @Override
  public void close() {
    database.close();
  }
}
