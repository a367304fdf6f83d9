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
        ? caller.eachCallInOne(
            JdbcStore.joiningTransactions(caller.dataSource(), fixture.emptyTables()))
        : CallersTransactions.asIs(fixture.emptyStore());
  }

  private enum Transactions {
    AUTO_COMMIT,
    AUTO_COMMIT_OFF,
    CALLERS
  }
}
