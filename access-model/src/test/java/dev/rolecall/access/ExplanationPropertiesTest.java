package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** An explanation never says anything else than the document. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE) // all edges at once are what the small realms make anyway
class ExplanationPropertiesTest {
    @Provide
    Arbitrary<Realms.Definitions> definitions() {
        return Realms.definitions();
    }

    @Provide
    Arbitrary<Holdings> holdings() {
        return Realms.holdings();
    }

    @Property
    void holdsExactlyWhereTheDocumentPermits(
            @ForAll("definitions") Realms.Definitions definitions, @ForAll("holdings") Holdings holdings) {
        PermissionCatalog catalog = definitions.catalog();
        AccessDocument document = holdings.document(catalog, Realms.NOW);

        forEach(
                definitions,
                (permission, object) -> assertThat(Explanation.of(holdings, permission, object, catalog, Realms.NOW)
                                .holds())
                        .isEqualTo(document.permits(permission.name(), object)));
    }

    @Property
    void aWayIsEnoughByItself(
            @ForAll("definitions") Realms.Definitions definitions, @ForAll("holdings") Holdings holdings) {
        PermissionCatalog catalog = definitions.catalog();

        forEach(definitions, (permission, object) -> {
            for (Explanation.Way way : Explanation.of(holdings, permission, object, catalog, Realms.NOW)
                    .ways()) {
                Grant alone = new Grant(way.grant(), way.role() == null);
                assertThat(AccessDocument.of(List.of(alone), catalog).permits(permission.name(), object))
                        .isTrue();
                assertThat(way.note().isInForce(Realms.NOW)).isTrue();
            }
        });
    }

    @Property
    void everyGrantThatGivesItIsAWay(
            @ForAll("definitions") Realms.Definitions definitions, @ForAll("holdings") Holdings holdings) {
        PermissionCatalog catalog = definitions.catalog();

        forEach(definitions, (permission, object) -> {
            Set<Reference> ways = Explanation.of(holdings, permission, object, catalog, Realms.NOW).ways().stream()
                    .map(Explanation.Way::grant)
                    .collect(Collectors.toSet());
            Set<Reference> giving = holdings.inForce(Realms.NOW).stream()
                    .map(Holding::grant)
                    .filter(grant -> AccessDocument.of(List.of(grant), catalog).permits(permission.name(), object))
                    .map(Grant::reference)
                    .collect(Collectors.toSet());
            assertThat(ways).isEqualTo(giving);
        });
    }

    @Property
    void nothingIsMissedWhereItHolds(
            @ForAll("definitions") Realms.Definitions definitions, @ForAll("holdings") Holdings holdings) {
        PermissionCatalog catalog = definitions.catalog();

        forEach(definitions, (permission, object) -> {
            Explanation explanation = Explanation.of(holdings, permission, object, catalog, Realms.NOW);
            assertThat(explanation.holds() && !explanation.nearMisses().isEmpty())
                    .isFalse();
            assertThat(explanation.nearMisses())
                    .allMatch(miss -> !miss.hindrance().reason().isBlank());
        });
    }

    @Property
    void aCallerSeesNothingBeyondWhatHeIsAdminOf(
            @ForAll("definitions") Realms.Definitions definitions,
            @ForAll("holdings") Holdings person,
            @ForAll("holdings") Holdings caller) {
        PermissionCatalog catalog = definitions.catalog();
        GranterRights rights = GranterRights.of("caller", caller.document(catalog, Realms.NOW));
        AccessDocument whole = person.document(catalog, Realms.NOW);

        AccessDocument seen = whole.only(rights::administers);

        assertThat(ResolverPropertiesTest.permitted(whole)).containsAll(ResolverPropertiesTest.permitted(seen));
        for (AccessObject object : Realms.OBJECTS) {
            boolean isAdmin = caller.inForce(Realms.NOW).stream()
                    .map(holding -> holding.grant().reference())
                    .anyMatch(held -> held.object().reaches(object)
                            && held.type()
                                    .filter(type -> type.includes(RoleType.ADMIN))
                                    .isPresent()
                            && held.type()
                                    .filter(type -> type.existsOn(held.scope()))
                                    .isPresent());
            assertThat(rights.administers(object)).isEqualTo(isAdmin);
        }
    }

    private interface Check {
        void of(Permission permission, AccessObject object);
    }

    /** For every permission that exists, that is, whose name means one thing. */
    private static void forEach(Realms.Definitions definitions, Check check) {
        for (String name : Realms.NAMES) {
            definitions
                    .catalog()
                    .permission(name)
                    .ifPresent(permission -> Realms.OBJECTS.forEach(object -> check.of(permission, object)));
        }
    }
}
