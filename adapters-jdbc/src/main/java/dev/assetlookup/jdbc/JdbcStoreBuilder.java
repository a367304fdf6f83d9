package dev.assetlookup.jdbc;

import java.time.InstantSource;
import java.util.Objects;
import javax.sql.DataSource;

/** Gathers what a {@link JdbcStore} is made of. Not thread-safe. */
public final class JdbcStoreBuilder {
  final DataSource dataSource;
  TableNames names = TableNames.DEFAULT;
  InstantSource clock = InstantSource.system();
  boolean isOnlyProcess;

  JdbcStoreBuilder(DataSource dataSource) {
    this.dataSource = Objects.requireNonNull(dataSource);
  }

  /**
   * Sets where the tables are.
   *
   * @param names their schema and prefix
   * @return this
   */
  public JdbcStoreBuilder names(TableNames names) {
    this.names = Objects.requireNonNull(names);
    return this;
  }

  /**
   * Replaces the system's clock.
   *
   * @param clock dates the changes in the log
   * @return this
   */
  public JdbcStoreBuilder clock(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock);
    return this;
  }

  /**
   * States that no other process writes to these tables, nor reaches them through this one, as by a
   * server of H2 that is started in it. Then {@link JdbcStore#heads} of an H2 file comes from
   * memory, which a cache asks before each answer: whoever puts another file in its place, such as
   * a backup, makes a new store over it. With other databases it has no effect.
   *
   * @return this
   */
  public JdbcStoreBuilder onlyProcess() {
    this.isOnlyProcess = true;
    return this;
  }

  /**
   * Builds the store; does no I/O.
   *
   * @return a new store
   */
  public JdbcStore build() {
    return new JdbcStore(this);
  }
}
