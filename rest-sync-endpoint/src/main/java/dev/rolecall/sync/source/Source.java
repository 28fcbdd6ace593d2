package dev.rolecall.sync.source;

/**
 * A source of a realm.
 *
 * @param id      of its component
 * @param name    as the console shows it
 * @param enabled a source that is not may be used by nobody, and frees none of its clients of its rules
 */
public record Source(String id, String name, boolean enabled, SourceSettings settings) {
    /**
     * Whether the people it named stay though a snapshot of another source misses them: only where it will say itself that
     * they leave. One that is disabled or sends changes alone never does, and would keep them for good.
     */
    boolean keepsItsPeople() {
        return enabled && (settings.mode() == ImportMode.SNAPSHOT || settings.requestMayChooseMode());
    }
}
