package dev.rolecall.ldap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** People and groups of a directory, for tests. */
final class People {
    static final String GROUPS = "ou=groups,dc=rolecall,dc=test";

    private People() {}

    static DirectoryPerson in(String... dns) {
        return with(Map.of(), dns);
    }

    static DirectoryPerson with(Map<String, List<String>> attributes, String... dns) {
        Set<DirectoryGroup> groups = Arrays.stream(dns).map(People::group).collect(Collectors.toSet());
        return new DirectoryPerson(groups, attributes);
    }

    static DirectoryGroup group(String dn) {
        LdapName name = dn(dn);
        return new DirectoryGroup(
                name, String.valueOf(name.getRdn(name.size() - 1).getValue()));
    }

    /** A group of any name whatever in {@link #GROUPS}. */
    static DirectoryGroup named(String name) {
        return group("cn=" + Rdn.escapeValue(name) + "," + GROUPS);
    }

    static LdapName dn(String dn) {
        try {
            return new LdapName(dn);
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException(dn, e);
        }
    }

    static List<String> given(DirectoryPerson person, String... rules) {
        return texts(RuleSet.parse(List.of(rules)).apply(person));
    }

    static List<String> texts(RuleOutcome outcome) {
        return outcome.targets().stream().map(Target::toString).toList();
    }
}
