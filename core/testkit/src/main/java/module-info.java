/** The contracts of the stores as abstract tests for JUnit 5.13 or later. */
module dev.assetlookup.testkit {
  requires transitive dev.assetlookup.core;
  requires org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static transitive org.jspecify;

  exports dev.assetlookup.testkit;

  // JUnit finds the rules by reflection, also those that are not public.
  opens dev.assetlookup.testkit to
      org.junit.platform.commons;
}
