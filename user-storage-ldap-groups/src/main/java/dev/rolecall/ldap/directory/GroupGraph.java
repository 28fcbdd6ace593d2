package dev.rolecall.ldap.directory;

import dev.rolecall.ldap.CanonicalDn;
import dev.rolecall.ldap.DirectoryGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Which groups are directly in which, remembered for a while, so that most logins need no search for nested groups. Who is
 * in a group is never remembered. For one mapper with one set of settings; safe for many threads.
 */
public final class GroupGraph {
    private static final int MAX_GROUPS = 20_000;

    private final Duration keep;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param keep how long it may take until a change of nesting is seen; zero remembers nothing */
    public GroupGraph(Duration keep, Clock clock) {
        this.keep = keep;
        this.clock = clock;
    }

    private record Known(Set<DirectoryGroup> parents, Instant until) {}

    /** The groups the group is directly in, or null if they have to be asked for. */
    @Nullable Set<DirectoryGroup> parents(LdapName group) {
        Known entry = known.get(CanonicalDn.key(group));
        return entry != null && clock.instant().isBefore(entry.until()) ? entry.parents() : null;
    }

    void remember(LdapName group, Set<DirectoryGroup> parents) {
        if (keep.isZero()) {
            return;
        }
        if (known.size() >= MAX_GROUPS) {
            makeRoom();
        }
        known.put(
                CanonicalDn.key(group),
                new Known(Set.copyOf(parents), clock.instant().plus(keep)));
    }

    private void makeRoom() {
        Instant now = clock.instant();
        known.values().removeIf(entry -> !now.isBefore(entry.until()));
        if (known.size() >= MAX_GROUPS) {
            known.clear();
        }
    }
}
