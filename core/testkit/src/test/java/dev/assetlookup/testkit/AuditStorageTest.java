package dev.assetlookup.testkit;

/** The storage that broken audit trails are made of is right itself. */
class AuditStorageTest extends AuditTrailContract {
  private AuditStorage storage = new AuditStorage(clock());

  @Override
  protected Ports emptyStore() {
    storage = new AuditStorage(clock());
    return storage.instance();
  }

  @Override
  protected Ports another(Ports first) {
    return storage.instance();
  }

  @Override
  protected ChangeLogContract.Transaction begin(Ports store) {
    return storage.begin();
  }

  @Override
  protected void disconnect(Ports store) {
    storage.cut();
  }
}
