package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.AccessDocument;
import dev.rolecall.access.AccessObject;
import dev.rolecall.access.Grant;
import dev.rolecall.access.Permission;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Reference;
import dev.rolecall.access.RoleScope;
import dev.rolecall.access.RoleType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.AccessToken;

class FlatPermissionsMapperTest {
    private static final PermissionCatalog CATALOG = new PermissionCatalog(
            List.of(
                    new Permission("console.logs.read", RoleType.VIEW, RoleScope.DEPLOYMENT),
                    new Permission("billing.pay all", RoleType.VIEW, RoleScope.CUSTOMER)),
            List.of());

    private final FlatPermissionsMapper mapper = new FlatPermissionsMapper();
    private final Request request = new Request();

    private Map<String, Object> claims(String... grants) {
        return claims(Stream.of(grants).map(Reference::parse).toList());
    }

    private Map<String, Object> claims(List<Reference> grants) {
        AccessDocument document =
                AccessDocument.of(grants.stream().map(g -> new Grant(g, false)).toList(), CATALOG);
        request.of(document).inARealmWith(CATALOG);
        return mapper.transformAccessToken(
                        new AccessToken(), request.mapper, request.session, request.userSession, request.context)
                .getOtherClaims();
    }

    @Test
    void permissionsStandInTheReferenceGrammarSorted() {
        assertThat(claims("VIEW@acme", "VIEW@globex/main"))
                .isEqualTo(Map.of(
                        "user_permissions",
                        List.of("billing.pay%20all@acme", "console.logs.read@acme", "console.logs.read@globex/main")));
    }

    @Test
    void aPersonWithoutPermissionsHasAnEmptyList() {
        assertThat(claims()).isEqualTo(Map.of("user_permissions", List.of()));
    }

    @Test
    void theListIsNarrowedAsTheToken() {
        request.sending("grant_type", "password").sending("deployment", "acme/main");

        assertThat(claims("VIEW@acme", "VIEW@globex"))
                .isEqualTo(Map.of("user_permissions", List.of("console.logs.read@acme/main")));
    }

    @Test
    void onlyTheWantedClientsPermissionsStandThere() {
        request.configured("clients", "console");

        assertThat(claims("VIEW@acme")).isEqualTo(Map.of("user_permissions", List.of("console.logs.read@acme")));
    }

    @Test
    void aListThatWouldBeTooLongIsLeftOutAndCounted() {
        request.configured("maxEntries", "2");

        assertThat(claims("VIEW@acme", "VIEW@globex/main")).isEqualTo(Map.of("user_permissions_overage", 3));
    }

    @Test
    void theCountStandsBesideANestedClaim() {
        request.configured("maxEntries", "1").configured("claim.name", "app.rights");

        assertThat(claims("VIEW@acme")).isEqualTo(Map.of("app", Map.of("rights_overage", 2)));
    }

    @Test
    void aPermissionThatCouldNotBeReadBackIsLeftOut() {
        Reference tooLong =
                new Reference("VIEW", new AccessObject.Deployment(" ".repeat(Reference.MAX_LENGTH / 3), "main"));

        assertThat(claims(List.of(tooLong, Reference.parse("VIEW@acme/main"))))
                .isEqualTo(Map.of("user_permissions", List.of("console.logs.read@acme/main")));
    }
}
