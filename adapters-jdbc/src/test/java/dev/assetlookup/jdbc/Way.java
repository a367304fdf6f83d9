package dev.assetlookup.jdbc;

/** The ways to connect that the testkit's contracts are run over. */
enum Way {
  H2_MEMORY(Product.H2_MEMORY, Transactions.AUTO_COMMIT),
  H2_FILE(Product.H2_FILE, Transactions.AUTO_COMMIT),
  H2_OVER_TCP(Product.H2_TCP, Transactions.AUTO_COMMIT),
  POSTGRESQL(Product.POSTGRESQL, Transactions.AUTO_COMMIT),
  H2_WITH_PREFIX_AND_AUTO_COMMIT_OFF(Product.H2_FILE, Transactions.AUTO_COMMIT_OFF),
  POSTGRESQL_WITH_PREFIX_AND_AUTO_COMMIT_OFF(Product.POSTGRESQL, Transactions.AUTO_COMMIT_OFF),
  H2_IN_CALLERS_TRANSACTIONS(Product.H2_MEMORY, Transactions.CALLERS),
  POSTGRESQL_IN_CALLERS_TRANSACTIONS(Product.POSTGRESQL, Transactions.CALLERS);

  private final Product product;
  private final Transactions transactions;

  Way(Product product, Transactions transactions) {
    this.product = product;
    this.transactions = transactions;
  }

  Fixture fixture() {
    return transactions == Transactions.AUTO_COMMIT_OFF
        ? Fixture.of(product).prefix("al_").autoCommitOff()
        : Fixture.of(product);
  }

  CallersTransactions.Both emptyStore(Fixture fixture) {
    CallersTransactions caller = new CallersTransactions(fixture.dataSource());
    return transactions == Transactions.CALLERS
        ? caller.eachCallInOne(new JdbcStore(caller.dataSource(), fixture.lentTables()))
        : CallersTransactions.asIs(fixture.lentStore());
  }

  /** One more store over the tables of the last one, from a pool of its own. */
  CallersTransactions.Both another(Fixture fixture) {
    CallersTransactions caller = new CallersTransactions(fixture.anotherPool());
    return transactions == Transactions.CALLERS
        ? caller.eachCallInOne(new JdbcStore(caller.dataSource(), fixture.lastNames()))
        : CallersTransactions.asIs(new JdbcStore(fixture.anotherPool(), fixture.lastNames()));
  }

  private enum Transactions {
    AUTO_COMMIT,
    AUTO_COMMIT_OFF,
    CALLERS
  }
}
