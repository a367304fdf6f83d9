package dev.assetlookup.jdbc;

/**
 * The sizes of an H2 database; all 0 for one in memory.
 *
 * @param fileBytes what its file takes on the disk
 * @param liveBytes what of it is still referred to, about
 * @param writtenBytes what was written to it since it was opened
 */
public record H2Sizes(long fileBytes, long liveBytes, long writtenBytes) {}
