package dev.rolecall.ldap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which patterns a group's distinguished name matches. Groups are shared by many people and rules do not change, so what
 * was found once is kept; it is not the person's but the group's. Safe for threads.
 */
final class GroupPatterns {
    private static final int MOST_KEPT = 20_000;

    private final List<BoundedPattern> patterns;
    private final Map<String, Found> kept = new ConcurrentHashMap<>();

    GroupPatterns(List<BoundedPattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * @param captures of each pattern that matches
     * @param whole    false if the name is too long to be matched at all
     */
    record Found(Map<BoundedPattern, Map<String, Capture>> captures, boolean whole) {
        private static final Found NOTHING = new Found(Map.of(), true);
        private static final Found TOO_LONG = new Found(Map.of(), false);
    }

    Found of(DirectoryGroup group) {
        if (patterns.isEmpty()) {
            return Found.NOTHING;
        }
        String dn = group.canonical().toString();
        if (dn.length() > BoundedPattern.MAX_TEXT) {
            return Found.TOO_LONG;
        }
        Found found = kept.get(dn);
        if (found == null) {
            found = search(dn);
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            kept.put(dn, found);
        }
        return found;
    }

    private Found search(String dn) {
        Map<BoundedPattern, Map<String, Capture>> matching = new HashMap<>();
        for (BoundedPattern pattern : patterns) {
            Optional<Map<String, Capture>> captures = pattern.match(dn, Capture::ofDn);
            captures.ifPresent(caught -> matching.put(pattern, caught));
        }
        return matching.isEmpty() ? Found.NOTHING : new Found(matching, true);
    }
}
