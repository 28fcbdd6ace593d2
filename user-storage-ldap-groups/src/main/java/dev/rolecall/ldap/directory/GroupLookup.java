package dev.rolecall.ldap.directory;

import dev.rolecall.ldap.CanonicalDn;
import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one person, asked for at login. Searches: none with {@link Strategy#MEMBEROF}, otherwise one (for each base, if
 * no common one is set); one more for each level of nesting that {@link GroupGraph} does not remember. Of a person whose entry
 * was read without the attributes that are needed ({@link GroupSettings#attributesOfPeople()}) they are read first.
 */
public final class GroupLookup {
    /** Filters stay well below the size servers refuse. */
    private static final int DNS_A_FILTER = 100;

    private final DirectoryReader reader;
    private final GroupEntries groups;
    private final GroupSettings settings;
    private final GroupGraph graph;

    public GroupLookup(LdapSearch search, GroupSettings settings, GroupGraph graph) {
        this.reader = new DirectoryReader(search, settings.pageSize(), settings.maxGroups());
        this.groups = new GroupEntries(reader, settings);
        this.settings = settings;
        this.graph = graph;
    }

    /** @throws DirectoryException if the directory did not say all of them */
    public Set<DirectoryGroup> groupsOf(DirectoryUser user) {
        return switch (settings.nesting()) {
            case NONE -> direct(user);
            case WALK -> withGroupsAbove(direct(user));
            case IN_CHAIN -> groups.matching(inChain(user.dn()));
            case TOKEN_GROUPS ->
                bySids(reader.entry(user.dn(), List.of("tokenGroups")).bytes("tokenGroups"));
        };
    }

    private Set<DirectoryGroup> direct(DirectoryUser user) {
        if (settings.readsMemberOf()) {
            return groups.named(valuesOf(user, settings.memberOfAttribute()));
        }
        List<String> memberships = new ArrayList<>();
        settings.dnAttributes().forEach(name -> memberships.add(Filter.equal(name, user.dn())));
        if (!settings.valueAttributes().isEmpty()) {
            for (String value : valuesOf(user, settings.userAttribute())) {
                settings.valueAttributes().forEach(name -> memberships.add(Filter.equal(name, value)));
            }
        }
        return memberships.isEmpty() ? Set.of() : groups.matching(memberships);
    }

    private List<String> valuesOf(DirectoryUser user, String attribute) {
        List<String> values = user.whole(attribute);
        return values != null ? values : reader.texts(reader.entry(user.dn(), List.of(attribute)), attribute);
    }

    private List<String> inChain(LdapName member) {
        return settings.dnAttributes().stream()
                .map(name -> Filter.inChain(name, member))
                .toList();
    }

    private Set<DirectoryGroup> bySids(List<byte[]> sids) {
        Set<DirectoryGroup> found = new LinkedHashSet<>();
        for (List<byte[]> some : parts(sids)) {
            found.addAll(groups.matching(
                    some.stream().map(sid -> Filter.equal("objectSid", sid)).toList()));
        }
        return found;
    }

    private Set<DirectoryGroup> withGroupsAbove(Set<DirectoryGroup> direct) {
        Set<DirectoryGroup> all = new LinkedHashSet<>(direct);
        Set<DirectoryGroup> level = direct;
        for (int depth = 0; depth < settings.maxDepth() && !level.isEmpty(); depth++) {
            Set<DirectoryGroup> above = above(level);
            above.removeAll(all); // a cycle ends here
            all.addAll(above);
            level = above;
        }
        return all;
    }

    private Set<DirectoryGroup> above(Collection<DirectoryGroup> level) {
        Set<DirectoryGroup> above = new LinkedHashSet<>();
        List<LdapName> unknown = new ArrayList<>();
        for (DirectoryGroup group : level) {
            Set<DirectoryGroup> parents = graph.parents(group.dn());
            if (parents == null) {
                unknown.add(group.dn());
            } else {
                above.addAll(parents);
            }
        }
        parts(unknown).forEach(some -> above.addAll(askAbove(some)));
        return above;
    }

    private Set<DirectoryGroup> askAbove(List<LdapName> children) {
        List<String> memberships = new ArrayList<>();
        for (LdapName child : children) {
            settings.dnAttributes().forEach(name -> memberships.add(Filter.equal(name, child)));
        }
        Parents parents = new Parents(children);
        groups.each(memberships, settings.dnAttributes(), parents::add);
        parents.rememberIn(graph);
        return parents.found;
    }

    private static <T> List<List<T>> parts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += DNS_A_FILTER) {
            parts.add(all.subList(i, Math.min(all.size(), i + DNS_A_FILTER)));
        }
        return parts;
    }

    /** What one search said of the groups above some groups, sorted by child as far as it can be. */
    private final class Parents {
        private final Set<DirectoryGroup> found = new LinkedHashSet<>();
        private final Map<String, LdapName> children = new HashMap<>();
        private final Map<String, Set<DirectoryGroup>> byChild = new HashMap<>();
        private boolean certain = true;

        Parents(List<LdapName> asked) {
            asked.forEach(child -> children.put(CanonicalDn.key(child), child));
        }

        void add(DirectoryGroup parent, LdapEntry entry) {
            found.add(parent);
            boolean attributed = false;
            for (String attribute : settings.dnAttributes()) {
                // of a part of the members nobody knows whether a child is in the rest
                certain &= entry.range(attribute) == null;
                for (String member : entry.texts(attribute)) {
                    attributed |= attribute(parent, Dn.parse(member));
                }
            }
            // an answer that hides the members
            certain &= attributed;
        }

        private boolean attribute(DirectoryGroup parent, @Nullable LdapName member) {
            String key = member == null ? "" : CanonicalDn.key(member);
            if (!children.containsKey(key)) {
                return false;
            }
            byChild.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(parent);
            return true;
        }

        void rememberIn(GroupGraph memory) {
            if (certain) {
                children.forEach((key, child) -> memory.remember(child, byChild.getOrDefault(key, Set.of())));
            }
        }
    }
}
