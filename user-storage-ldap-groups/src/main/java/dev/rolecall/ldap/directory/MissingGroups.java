package dev.rolecall.ldap.directory;

import dev.rolecall.ldap.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.ldap.LdapName;

/** Groups that rules name and a directory does not have. */
public final class MissingGroups {
    private MissingGroups() {}

    /**
     * A group that is not there.
     *
     * @param group a distinguished name, or a name where a rule says no branch
     * @param lines of the rules that name it
     */
    public record MissingGroup(String group, Set<Integer> lines) {
        public MissingGroup {
            lines = Collections.unmodifiableSet(new TreeSet<>(lines));
        }
    }

    /** By distinguished name or name; the snapshot may be one without members. */
    public static List<MissingGroup> of(RuleSet rules, GroupSnapshot groups) {
        Map<LdapName, Set<Integer>> dns = rules.groupDns();
        Map<String, Set<Integer>> names = rules.groupNames();
        List<MissingGroup> missing = new ArrayList<>();
        groups.missing(dns.keySet())
                .forEach(dn -> missing.add(new MissingGroup(dn.toString(), dns.getOrDefault(dn, Set.of()))));
        groups.missingNames(names.keySet())
                .forEach(name -> missing.add(new MissingGroup(name, names.getOrDefault(name, Set.of()))));
        missing.sort(Comparator.comparing(MissingGroup::group));
        return missing;
    }
}
