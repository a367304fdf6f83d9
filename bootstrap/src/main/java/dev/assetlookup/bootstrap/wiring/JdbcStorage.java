package dev.assetlookup.bootstrap.wiring;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import javax.inject.Singleton;
import javax.sql.DataSource;

/** The outbound ports over a database. */
@Module
interface JdbcStorage {
  @Provides
  @Singleton
  static JdbcStore store(DataSource dataSource) {
    return new JdbcStore(dataSource, TableNames.DEFAULT);
  }

  @Binds
  AssetReader assets(JdbcStore store);

  @Binds
  ContainerStore containers(JdbcStore store);

  @Binds
  ApiKeyReader keyReader(JdbcStore store);

  @Binds
  ApiKeyStore keys(JdbcStore store);
}
