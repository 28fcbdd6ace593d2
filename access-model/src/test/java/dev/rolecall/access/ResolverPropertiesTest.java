package dev.rolecall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** The resolver against the sentences of the access model, written down once more in the plainest way. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE) // all edges at once are what the small realms make anyway
class ResolverPropertiesTest {
    @Provide
    Arbitrary<Realms.Definitions> definitions() {
        return Realms.definitions();
    }

    @Provide
    Arbitrary<List<Grant>> grants() {
        return Realms.grants();
    }

    @Provide
    Arbitrary<Set<String>> aliases() {
        return Arbitraries.of("acme", "globex", "system", "unknown").set();
    }

    @Property
    void aPermissionHoldsExactlyWhereTheModelSaysSo(
            @ForAll("definitions") Realms.Definitions definitions, @ForAll("grants") List<Grant> grants) {
        AccessDocument document = AccessDocument.of(grants, definitions.catalog());

        for (String permission : Realms.NAMES) {
            for (AccessObject object : Realms.OBJECTS) {
                assertThat(document.permits(permission, object))
                        .as("%s on %s", permission, object.path())
                        .isEqualTo(NaiveModel.permits(definitions, grants, permission, object));
            }
        }
    }

    @Property
    void whatTheCatalogSaysOfOneGrantIsWhatTheDocumentSays(
            @ForAll("definitions") Realms.Definitions definitions, @ForAll("grants") List<Grant> grants) {
        PermissionCatalog catalog = definitions.catalog();
        for (Grant grant : grants) {
            AccessDocument document = AccessDocument.of(List.of(grant), catalog);

            for (Permission permission : definitions.permissions()) {
                assertThat(catalog.gives(grant, permission))
                        .isEqualTo(catalog.permission(permission.name())
                                        .filter(permission::equals)
                                        .isPresent()
                                && document.permits(
                                        permission.name(), grant.reference().object()));
            }
        }
    }

    @Property
    void narrowingNeverWidens(
            @ForAll("definitions") Realms.Definitions definitions,
            @ForAll("grants") List<Grant> grants,
            @ForAll("aliases") Set<String> aliases) {
        AccessDocument document = AccessDocument.of(grants, definitions.catalog());

        AccessDocument narrowed = document.narrowedToCustomers(aliases);

        assertThat(permitted(document)).containsAll(permitted(narrowed));
        assertThat(permitted(narrowed))
                .allMatch(reference -> aliases.contains(reference.object().organization()));
    }

    @Property
    void theClaimDoesNotDependOnTheOrderOfTheGrants(
            @ForAll("definitions") Realms.Definitions definitions,
            @ForAll("grants") List<Grant> grants,
            @ForAll Random random) {
        List<Grant> shuffled = new ArrayList<>(grants);
        Collections.shuffle(shuffled, random);

        AccessDocument one = AccessDocument.of(grants, definitions.catalog());
        AccessDocument other = AccessDocument.of(shuffled, definitions.catalog());

        assertThat(other.toClaim()).hasToString(one.toClaim().toString());
        assertThat(other.digest()).isEqualTo(one.digest());
    }

    @Property
    void theClaimIsSortedAndRepeatsNothing(
            @ForAll("definitions") Realms.Definitions definitions, @ForAll("grants") List<Grant> grants) {
        assertSorted(AccessDocument.of(grants, definitions.catalog()).toClaim());
    }

    @Property
    void theDigestTellsDocumentsApart(
            @ForAll("definitions") Realms.Definitions definitions,
            @ForAll("grants") List<Grant> some,
            @ForAll("grants") List<Grant> others) {
        AccessDocument one = AccessDocument.of(some, definitions.catalog());
        AccessDocument other = AccessDocument.of(others, definitions.catalog());

        assertThat(one.digest().equals(other.digest())).isEqualTo(one.toClaim().equals(other.toClaim()));
    }

    private static void assertSorted(Map<?, ?> claim) {
        for (Map.Entry<?, ?> member : claim.entrySet()) {
            if (member.getValue() instanceof Map<?, ?> below) {
                if (member.getKey().equals("customers") || member.getKey().equals("deployments")) {
                    assertThat(below.keySet().stream().map(String::valueOf).toList())
                            .isSorted();
                }
                assertSorted(below);
            } else if (member.getValue() instanceof Collection<?> texts) {
                assertThat(texts.stream().map(String::valueOf).toList())
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .isNotEmpty();
            }
        }
    }

    static List<Reference> permitted(AccessDocument document) {
        List<Reference> permitted = new ArrayList<>();
        for (String permission : Realms.NAMES) {
            for (AccessObject object : Realms.OBJECTS) {
                if (document.permits(permission, object)) {
                    permitted.add(new Reference(permission, object));
                }
            }
        }
        return permitted;
    }
}
