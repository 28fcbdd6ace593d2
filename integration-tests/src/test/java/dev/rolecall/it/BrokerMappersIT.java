package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.demo.Visit;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Keycloak's own mappers of an identity provider that put everybody into a group or give everybody a role. Nobody gets
 * a grant without the association that way, nor a permission in the whole realm; such a login ends on a page.
 */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerMappersIT {
    private static final String GROUP = "oidc-hardcoded-group-idp-mapper";
    private static final String ROLE = "oidc-hardcoded-role-idp-mapper";

    private final TestRealm realm;
    private final Database database;
    private final Partner partner;

    BrokerMappersIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.partner = Partner.of(realm);
    }

    /** The address of acme's group ADMIN below the root of all groups. */
    private String adminOfAcme() {
        String path = realm.customers().path("acme");
        return path.substring(path.lastIndexOf('/')) + "/ADMIN";
    }

    private long groupsAndPermissionsOf(String username) {
        return database.number(
                        "select count(*) from USER_GROUP_MEMBERSHIP m join USER_ENTITY u on u.ID = m.USER_ID"
                                + " where u.REALM_ID = ? and u.USERNAME = ?",
                        realm.id(),
                        username)
                + database.number(
                        "select count(*) from USER_ROLE_MAPPING m join USER_ENTITY u on u.ID = m.USER_ID"
                                + " join ROLE_ATTRIBUTE a on a.ROLE_ID = m.ROLE_ID and a.NAME = 'rolecall.type'"
                                + " where u.REALM_ID = ? and u.USERNAME = ?",
                        realm.id(),
                        username);
    }

    private static void assertEndsThere(Visit visit) {
        assertThat(visit.isBack()).isFalse();
        assertThat(visit.answer().status()).isBetween(400, 502);
        assertThat(visit.answer().body()).doesNotContain("Exception", "console.logs.read");
    }

    @Nested
    class AHardcodedGroup {
        private final String alias = partner.plainProvider();
        private final APayload payload = APayload.aboutANewcomer();
        private final String person = partner.person(payload.usercode(), payload.json());

        @Test
        void ofACustomerIsNotFoundByAPathOfTheRealm() {
            partner.addMapper(alias, GROUP, Map.of("syncMode", "FORCE", "group", adminOfAcme()));

            JsonNode claims = partner.login(person, alias).accessClaims();

            assertThat(claims.at("/access/customers").isMissingNode()).isTrue();
            assertThat(groupsAndPermissionsOf(partner.username(person))).isZero();
        }

        @Test
        void ofTheProvidersCustomerIsNotGivenWithoutTheAssociation() {
            String customer = linkedCustomer();
            String account = realm.person();
            partner.link(account, alias, person);

            assertEndsThere(partner.visit(person, alias));

            assertThat(groupsAndPermissionsOf(realm.username(account))).isZero();
            assertThat(realm.isMember(account, customer)).isFalse();
        }

        @Test
        void ofTheProvidersCustomerIsGivenToAMember() {
            String customer = linkedCustomer();
            String account = realm.person();
            realm.associate(account, customer);
            partner.link(account, alias, person);

            JsonNode access = partner.login(person, alias).accessClaims().path("access");

            assertThat(ClaimIT.texts(access.at("/customers/" + customer + "/roles")))
                    .containsExactly("ADMIN");
        }

        /** A new customer the provider is linked to, of which everybody gets ADMIN. */
        private String linkedCustomer() {
            String customer = realm.customers().add();
            realm.asAdministrator()
                    .post(realm.customers().path(customer) + "/identity-providers", TextNode.valueOf(alias))
                    .expecting(204);
            partner.addMapper(
                    alias, GROUP, Map.of("syncMode", "FORCE", "group", "/ADMIN", "groupType", "ORGANIZATION"));
            return customer;
        }
    }

    @Nested
    class AHardcodedPermission {
        private final APayload payload =
                APayload.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
        private final String person = partner.person(payload.usercode(), payload.json());

        @Test
        void isNotGiven() {
            String alias = partner.plainProvider();
            partner.addMapper(alias, ROLE, Map.of("syncMode", "FORCE", "role", "console.logs.read"));

            assertEndsThere(partner.visit(person, alias));
            assertThat(partner.visit(person, alias).isBack()).isFalse();

            assertThat(groupsAndPermissionsOf(partner.username(person))).isZero();
        }

        @Test
        void besideOurMapperLeavesNoAccountBehind() {
            String alias = partner.provider(Map.of());
            partner.addMapper(alias, ROLE, Map.of("syncMode", "FORCE", "role", "console.logs.read"));

            assertEndsThere(partner.visit(person, alias));

            assertThat(partner.linkedWith(alias)).isEmpty();
            assertThat(Partner.list(realm.asAdministrator()
                            .get(realm.path("/users?exact=true&username=" + payload.username()))))
                    .isEmpty();
        }
    }
}
