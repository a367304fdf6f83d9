package dev.assetlookup.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.jdbc.JdbcSchema;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** An H2 file with the sample in it, beside a key that reads it. */
record Store(Path file, Path key) {
  // In KiB: room for all pages of the large store, so that H2 and not the disk is measured.
  private static final int CACHE_SIZE = 1024 * 1024;

  static Store in(Path directory, int assets) {
    return new Store(directory.resolve("store-" + assets), directory.resolve("key-" + assets));
  }

  HikariDataSource open() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:file:" + file.toAbsolutePath() + ";CACHE_SIZE=" + CACHE_SIZE);
    config.setUsername("sa");
    config.setPassword("");
    return new HikariDataSource(config);
  }

  void fill(int assets) {
    try (HikariDataSource dataSource = open()) {
      new JdbcSchema(TableNames.DEFAULT).create(dataSource);
      JdbcStore store = new JdbcStore(dataSource, TableNames.DEFAULT);
      for (int i = 0; i < Sample.containers(assets); i++) {
        store.swap(Sample.container(i), Revision.NONE);
      }
      Files.writeString(key, mint(store));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key that reads the sample. */
  static String mint(ApiKeyStore store) {
    return ManageKeys.over(store, InstantSource.system(), new SecureRandom())
        .mint(MintRequest.of(Sample.ORGANIZATION, Scope.CONTENT_READ))
        .text();
  }

  String keyText() {
    try {
      return Files.readString(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
