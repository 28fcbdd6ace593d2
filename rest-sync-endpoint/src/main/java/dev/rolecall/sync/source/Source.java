package dev.rolecall.sync.source;

/**
 * A source of a realm.
 *
 * @param id   of its component
 * @param name as the console shows it
 */
public record Source(String id, String name, SourceSettings settings) {}
