package dev.rolecall.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small random realms, in which names and objects meet often: also names that mean two things, or nothing. */
final class Realms {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    static final List<String> NAMES = List.of("a.b.c", "a.b.d", "a.c", "b.c", "b.x", "unknown.z");

    static final List<AccessObject> OBJECTS = List.of(
            new AccessObject.TheSystem(),
            new AccessObject.Customer("acme"),
            new AccessObject.Customer("globex"),
            new AccessObject.Deployment("acme", "p"),
            new AccessObject.Deployment("acme", "q"),
            new AccessObject.Deployment("globex", "p"));

    private Realms() {}

    /** @param customRoles may contain what they must not hold, and what does not exist */
    record Definitions(List<Permission> permissions, List<CustomRole> customRoles) {
        PermissionCatalog catalog() {
            return new PermissionCatalog(permissions, customRoles);
        }
    }

    static Arbitrary<Definitions> definitions() {
        return Combinators.combine(
                        permission().list().ofMaxSize(6), customRole().list().ofMaxSize(3))
                .as(Definitions::new);
    }

    private static Arbitrary<String> definedName() {
        return Arbitraries.of(NAMES.subList(0, NAMES.size() - 1));
    }

    private static Arbitrary<Permission> permission() {
        return Combinators.combine(definedName(), Arbitraries.of(RoleType.class), Arbitraries.of(RoleScope.class))
                .as(Permission::new);
    }

    private static Arbitrary<CustomRole> customRole() {
        Arbitrary<Set<String>> permissions = Arbitraries.of(NAMES).set().ofMaxSize(4);
        return Combinators.combine(
                        definedName(), Arbitraries.of(RoleType.class), Arbitraries.of(RoleScope.class), permissions)
                .as(CustomRole::new);
    }

    static Arbitrary<Grant> grant() {
        Arbitrary<Grant> defaultRole = Combinators.combine(Arbitraries.of(RoleType.class), Arbitraries.of(OBJECTS))
                .as((type, object) -> new Grant(new Reference(type.name(), object), false));
        Arbitrary<Grant> named = Combinators.combine(
                        Arbitraries.of(NAMES), Arbitraries.of(OBJECTS), Arbitraries.of(true, false))
                .as((name, object, direct) -> new Grant(new Reference(name, object), direct));
        return Arbitraries.oneOf(defaultRole, named);
    }

    static Arbitrary<List<Grant>> grants() {
        return grant().list().ofMaxSize(8);
    }

    static Arbitrary<Notes> notes() {
        Arbitrary<Note> note = Combinators.combine(
                        Arbitraries.of(Origin.Kind.class), Arbitraries.of(-1, 0, 1, Integer.MAX_VALUE))
                .as((kind, days) -> new Note(
                        new Origin(kind, null),
                        null,
                        days == Integer.MAX_VALUE ? null : NOW.plus(Duration.ofDays(days))));
        return note.list().ofMaxSize(3).map(Notes::new);
    }

    private static Arbitrary<Association> association(String organization) {
        Arbitrary<Boolean> mostly = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, Arbitraries.just(true)), net.jqwik.api.Tuple.of(1, Arbitraries.just(false)));
        return Combinators.combine(mostly, mostly, notes())
                .as((member, enabled, notes) -> new Association(organization, member, enabled, false, notes));
    }

    static Arbitrary<Holdings> holdings() {
        Arbitrary<List<Association>> associations = Combinators.combine(
                        association("system"), association("acme"), association("globex"))
                .as((system, acme, globex) -> List.of(system, acme, globex));
        Arbitrary<List<Notes>> notes = notes().list().ofSize(8);
        Arbitrary<Boolean> enabled = Arbitraries.of(true, true, true, false);
        return Combinators.combine(enabled, associations, grants(), notes).as(Realms::holdings);
    }

    private static Holdings holdings(
            boolean enabled, List<Association> associations, List<Grant> grants, List<Notes> notes) {
        Map<String, Association> byAlias = new TreeMap<>();
        associations.forEach(association -> byAlias.put(association.organization(), association));
        List<Holding> held = new ArrayList<>();
        for (int i = 0; i < grants.size(); i++) {
            Association association =
                    byAlias.get(grants.get(i).reference().object().organization());
            held.add(new Holding(grants.get(i), association, notes.get(i)));
        }
        return new Holdings(enabled, associations, held, Map.of());
    }
}
