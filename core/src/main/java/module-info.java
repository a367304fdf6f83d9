/** The domain: ids, descriptors, scopes, ports and rules. Needs the JDK alone. */
module dev.assetlookup.core {
  requires static transitive org.jspecify;

  exports dev.assetlookup.core;
  exports dev.assetlookup.core.access;
  exports dev.assetlookup.core.audit;
  exports dev.assetlookup.core.change;
  exports dev.assetlookup.core.content;
  exports dev.assetlookup.core.feed;
  exports dev.assetlookup.core.keys;
  exports dev.assetlookup.core.limits;
  exports dev.assetlookup.core.lookup;
  exports dev.assetlookup.core.publish;
  exports dev.assetlookup.core.store;
  exports dev.assetlookup.core.sweep;
}
