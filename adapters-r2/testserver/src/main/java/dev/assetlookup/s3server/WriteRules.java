package dev.assetlookup.s3server;

/**
 * What a PUT has to observe beside what is always so.
 *
 * @param onePerSecond whether one within a second of the last one of its key is 429
 * @param unconditional whether its conditions are ignored
 */
record WriteRules(boolean onePerSecond, boolean unconditional) {
  static final WriteRules NONE = new WriteRules(false, false);
}
