package dev.rolecall.sync.source;

/**
 * A source of a realm.
 *
 * @param id      of its component
 * @param name    as the console shows it
 * @param enabled a source that is not may be used by nobody, and frees none of its clients of its rules
 */
public record Source(String id, String name, boolean enabled, SourceSettings settings) {}
