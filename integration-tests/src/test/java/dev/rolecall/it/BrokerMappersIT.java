package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Visit;
import java.util.List;
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

    private static void assertEndsOnAPage(Visit visit) {
        assertThat(visit.isBack()).isFalse();
        assertThat(visit.answer().status()).isBetween(400, 502);
        assertThat(visit.answer().body()).contains("<html").doesNotContain("Exception");
    }

    @Nested
    class TheirOwnLogin {
        private final String alias = partner.plainProvider();
        private final APayload payload = APayload.aboutANewcomer();
        private final String person = partner.person(payload.usercode(), payload.json());
        private final String username = partner.username(person);

        @Test
        void givesNoGroupWithoutTheAssociation() {
            partner.addMapper(alias, GROUP, Map.of("syncMode", "FORCE", "group", adminOfAcme()));

            assertEndsOnAPage(partner.visit(person, alias));
            assertEndsOnAPage(partner.visit(person, alias));

            assertThat(groupsAndPermissionsOf(username)).isZero();
        }

        @Test
        void givesTheGroupToAMember() {
            partner.addMapper(alias, GROUP, Map.of("syncMode", "FORCE", "group", adminOfAcme()));
            String member = realm.person();
            realm.associate(member, "acme");
            partner.link(member, alias, person);

            JsonNode access = partner.login(person, alias).accessClaims().path("access");

            assertThat(ClaimIT.texts(access.at("/customers/acme/roles"))).containsExactly("ADMIN");
        }

        @Test
        void givesNoPermissionInTheWholeRealm() {
            partner.addMapper(alias, ROLE, Map.of("syncMode", "FORCE", "role", "console.logs.read"));

            assertEndsOnAPage(partner.visit(person, alias));
            assertEndsOnAPage(partner.visit(person, alias));

            assertThat(groupsAndPermissionsOf(username)).isZero();
        }
    }

    @Nested
    class BesideOurMapper {
        private final String alias = partner.provider(Map.of());
        private final APayload payload =
                APayload.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
        private final String person = partner.person(payload.usercode(), payload.json());

        @Test
        void aRoleOfOursLeavesNoAccountBehind() {
            partner.addMapper(alias, ROLE, Map.of("syncMode", "FORCE", "role", "console.logs.read"));

            assertEndsOnAPage(partner.visit(person, alias));

            assertThat(partner.linkedWith(alias)).isEmpty();
            assertThat(Partner.list(realm.asAdministrator()
                            .get(realm.path("/users?exact=true&username=" + payload.username()))))
                    .isEqualTo(List.of());
        }

        @Test
        void aGroupOfAnotherCustomerIsNotGiven() {
            String other = realm.customers().add();
            String path = realm.customers().path(other);
            partner.addMapper(
                    alias,
                    GROUP,
                    Map.of("syncMode", "FORCE", "group", path.substring(path.lastIndexOf('/')) + "/ADMIN"));

            assertEndsOnAPage(partner.visit(person, alias));

            assertThat(database.number(
                            "select count(*) from USER_GROUP_MEMBERSHIP m join KEYCLOAK_GROUP g on g.ID = m.GROUP_ID"
                                    + " join ORG o on o.ID = g.ORG_ID where o.ALIAS = ?",
                            other))
                    .isZero();
        }
    }
}
