package dev.rolecall.access;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What somebody holds whose account and grants no table holds, in the form of what is stored. */
public final class UnstoredHoldings {
    /** Of a directory that does not say by which of its rules. */
    private static final Origin A_DIRECTORY = new Origin(Origin.Kind.LDAP, null);

    private UnstoredHoldings() {}

    /**
     * @param evidence  tells the origins
     * @param isEnabled whether an organization, by its alias, is there and enabled
     */
    public static Holdings of(
            boolean enabled, UnstoredGrants.Given given, List<Evidence> evidence, Predicate<String> isEnabled) {
        Set<String> aliases = new TreeSet<>(given.customers());
        given.grants().forEach(grant -> aliases.add(grant.reference().object().organization()));
        Map<String, Association> associations = new TreeMap<>();
        for (String alias : aliases) {
            Notes notes = notes(evidence, about -> about.object().organization().equals(alias));
            associations.put(alias, new Association(alias, true, isEnabled.test(alias), false, notes));
        }
        List<Holding> grants = given.grants().stream()
                .sorted(Comparator.comparing(grant -> grant.reference().toString()))
                .map(grant -> new Holding(
                        grant,
                        association(associations, grant),
                        notes(evidence, about -> grant.reference().equals(about.grant()))))
                .toList();
        return new Holdings(enabled, List.copyOf(associations.values()), grants, Map.of());
    }

    private static Association association(Map<String, Association> associations, Grant grant) {
        Association association = associations.get(grant.reference().object().organization());
        if (association == null) {
            throw new IllegalStateException("every grant's organization is among them");
        }
        return association;
    }

    private static Notes notes(List<Evidence> evidence, Predicate<Evidence> about) {
        Set<Origin> origins = new LinkedHashSet<>();
        evidence.stream().filter(about).map(Evidence::origin).forEach(origins::add);
        if (origins.isEmpty()) {
            origins.add(A_DIRECTORY);
        }
        return new Notes(
                origins.stream().map(origin -> new Note(origin, null, null)).toList());
    }
}
