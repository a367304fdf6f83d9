package dev.assetlookup.s3server;

/**
 * One header line.
 *
 * @param name as it was sent
 * @param value as it was sent, its bytes read as ISO 8859-1
 */
public record Header(String name, String value) {}
