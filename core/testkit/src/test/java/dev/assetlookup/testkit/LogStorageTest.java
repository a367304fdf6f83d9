package dev.assetlookup.testkit;

/** The storage that the broken change logs start from keeps every rule. */
class LogStorageTest extends ChangeLogContract {
  private LogStorage storage = new LogStorage(clock());

  @Override
  protected Ports emptyStore() {
    storage = new LogStorage(clock());
    return storage.instance();
  }

  @Override
  protected Ports another(Ports first) {
    return storage.instance();
  }

  @Override
  protected Transaction begin(Ports store) {
    return storage.begin();
  }

  @Override
  protected void disconnect(Ports store) {
    storage.cut();
  }
}
