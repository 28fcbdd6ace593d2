package dev.rolecall.ldap.directory;

import dev.rolecall.ldap.CanonicalDn;
import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Every group below the bases with its members, read once and turned around: of a person no search is needed any more.
 * Immutable. Memory: about 100 bytes for each membership.
 *
 * <p>Groups are followed upwards for every {@link Nesting} but {@link Nesting#NONE}, always over groups below the bases: where
 * Active Directory follows groups outside them at a login, the bases must be wide enough to hold those too. Only
 * {@link Nesting#WALK} has a deepest level: Active Directory knows none.
 */
public final class GroupSnapshot {
    private final GroupSettings settings;
    private final GroupEntries entries;
    private final Map<String, DirectoryGroup> groups = new LinkedHashMap<>();
    private final Map<String, List<DirectoryGroup>> byMemberDn = new HashMap<>();
    private final Map<String, List<DirectoryGroup>> byMemberValue = new HashMap<>();

    private GroupSnapshot(GroupSettings settings, GroupEntries entries) {
        this.settings = settings;
        this.entries = entries;
    }

    /**
     * As if nobody were in any group: for who only wants to know which groups there are.
     *
     * @throws DirectoryException if the directory did not give every group
     */
    public static GroupSnapshot withoutMembers(LdapSearch search, GroupSettings settings) {
        GroupSnapshot snapshot = new GroupSnapshot(settings, new GroupEntries(reader(search, settings), settings));
        snapshot.entries
                .matching(List.of())
                .forEach(group -> snapshot.groups.putIfAbsent(CanonicalDn.key(group.dn()), group));
        return snapshot;
    }

    private static DirectoryReader reader(LdapSearch search, GroupSettings settings) {
        return new DirectoryReader(search, settings.pageSize(), settings.maxGroups());
    }

    /** @throws DirectoryException if the directory did not give every group with every member */
    public static GroupSnapshot read(LdapSearch search, GroupSettings settings) {
        DirectoryReader reader = reader(search, settings);
        GroupSnapshot snapshot = new GroupSnapshot(settings, new GroupEntries(reader, settings));
        Map<DirectoryGroup, LdapEntry> unfinished = new LinkedHashMap<>();
        snapshot.entries.each(List.of(), settings.membershipAttributes(), (group, entry) -> {
            if (snapshot.groups.putIfAbsent(CanonicalDn.key(group.dn()), group) == null) {
                if (settings.membershipAttributes().stream().anyMatch(name -> entry.range(name) != null)) {
                    unfinished.put(group, entry); // not now: the pages go on first
                } else {
                    snapshot.add(group, entry, reader);
                }
            }
        });
        unfinished.forEach((group, entry) -> snapshot.add(group, entry, reader));
        return snapshot;
    }

    private void add(DirectoryGroup group, LdapEntry entry, DirectoryReader reader) {
        List<String> counted = settings.countsValues() ? settings.membershipAttributes() : settings.dnAttributes();
        for (String attribute : counted) {
            boolean dns = GroupSettings.holdsDns(attribute);
            for (String member : reader.texts(entry, attribute)) {
                String key = dns ? keyOf(Dn.parse(member)) : member;
                if (key != null) {
                    (dns ? byMemberDn : byMemberValue)
                            .computeIfAbsent(key, k -> new ArrayList<>(4))
                            .add(group);
                }
            }
        }
    }

    private static @Nullable String keyOf(@Nullable LdapName dn) {
        return dn == null ? null : CanonicalDn.key(dn);
    }

    /**
     * What {@link GroupLookup} would say, without a search. With {@link Strategy#MEMBEROF} the person's own attribute counts
     * if it was read, and otherwise what the groups say.
     */
    public Set<DirectoryGroup> groupsOf(DirectoryUser user) {
        Set<DirectoryGroup> direct = direct(user);
        return settings.nesting() == Nesting.NONE ? direct : withGroupsAbove(direct);
    }

    private Set<DirectoryGroup> direct(DirectoryUser user) {
        List<String> memberOf = settings.readsMemberOf() ? user.whole(settings.memberOfAttribute()) : null;
        if (memberOf != null) {
            return entries.named(memberOf);
        }
        Set<DirectoryGroup> direct =
                new LinkedHashSet<>(byMemberDn.getOrDefault(CanonicalDn.key(user.dn()), List.of()));
        List<String> values = user.whole(settings.userAttribute());
        if (values == null && !byMemberValue.isEmpty()) {
            throw new DirectoryException(
                    "The attribute " + settings.userAttribute() + " of a person was not read", null);
        }
        if (values != null) {
            values.forEach(value -> direct.addAll(byMemberValue.getOrDefault(value, List.of())));
        }
        return direct;
    }

    private Set<DirectoryGroup> withGroupsAbove(Set<DirectoryGroup> direct) {
        Set<DirectoryGroup> all = new LinkedHashSet<>(direct);
        Collection<DirectoryGroup> level = direct;
        int deepest = settings.nesting() == Nesting.WALK ? settings.maxDepth() : Integer.MAX_VALUE;
        for (int depth = 0; depth < deepest && !level.isEmpty(); depth++) {
            List<DirectoryGroup> above = new ArrayList<>();
            for (DirectoryGroup group : level) {
                for (DirectoryGroup parent : byMemberDn.getOrDefault(CanonicalDn.key(group.dn()), List.of())) {
                    if (all.add(parent)) {
                        above.add(parent);
                    }
                }
            }
            level = above;
        }
        return all;
    }

    public int size() {
        return groups.size();
    }

    /** Those of the names at which no group stands. */
    public Set<LdapName> missing(Collection<LdapName> dns) {
        return dns.stream()
                .filter(dn -> !groups.containsKey(CanonicalDn.key(dn)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of the names no group has, whatever the case. */
    public Set<String> missingNames(Collection<String> names) {
        Set<String> there = groups.values().stream()
                .map(group -> group.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return names.stream()
                .filter(name -> !there.contains(name.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
