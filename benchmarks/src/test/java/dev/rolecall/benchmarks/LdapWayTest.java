package dev.rolecall.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.Json;
import org.junit.jupiter.api.Test;

class LdapWayTest {
    private static final LdapData DATA = new LdapData(200, 60);

    @Test
    void groupsAreCountedWhereEachWayShowsThem() {
        JsonNode claims = Json.read("""
                {"realm_access": {"roles": ["offline_access", "c0-d1-viewers", "c2-d0-admins"]},
                 "groups": ["c0-d1-viewers", "staff"],
                 "access": {"v": 1, "customers": {
                   "c0": {"deployments": {"d1": {"roles": ["VIEW"]}, "d2": {"roles": ["VIEW"]}}},
                   "c1": {"deployments": {"d1": {"roles": ["VIEW"]}}}}}}
                """);

        assertThat(LdapWay.ROLE.shown(claims, DATA)).isEqualTo(2);
        assertThat(LdapWay.GROUP.shown(claims, DATA)).isEqualTo(1);
        assertThat(LdapWay.MEMBER.shown(claims, DATA)).isEqualTo(3);
        assertThat(LdapWay.NONE.shown(claims, DATA)).isZero();
    }

    @Test
    void everyRealmHasANameOfItsOwn() {
        assertThat(LdapWay.values()).extracting(way -> way.realm(LdapStep.SYNC)).doesNotHaveDuplicates();
        assertThat(LdapWay.GROUP_IMPORT.realm(LdapStep.LOGINS)).isEqualTo("ldap-group-import-logins");
    }
}
