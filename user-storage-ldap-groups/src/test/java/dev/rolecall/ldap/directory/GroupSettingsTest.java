package dev.rolecall.ldap.directory;

import static dev.rolecall.ldap.directory.TestDirectory.name;
import static dev.rolecall.ldap.directory.TestDirectory.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSettingsTest {
    private static void assertRefused(String says, GroupSettings.Builder builder) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn=a", "(cn=a)(cn=b)", "(cn=a))(", "(cn=a", "(cn=a)) (|(cn=b)"})
    void refuseAFilterThatIsNotOne(String filter) {
        assertRefused("filter: not one", settings().filter(filter));
    }

    @Test
    void refuseAFilterNobodyCouldCheck() {
        assertRefused(
                "filter: cannot be checked with MEMBEROF",
                settings().filter("(cn=a*)").strategy(Strategy.MEMBEROF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cn)(x", "a b", "member;range=0-1", "cn="})
    void refuseWhatIsNoAttribute(String attribute) {
        assertRefused("name attribute", settings().nameAttribute(attribute));
        assertRefused("user attribute", settings().userAttribute(attribute));
        assertRefused("memberOf attribute", settings().memberOfAttribute(attribute));
        assertRefused("membership attributes", settings().membershipAttributes(List.of(attribute)));
        assertRefused("object classes", settings().objectClasses(List.of(attribute)));
    }

    @Test
    void refuseToFollowGroupsThatNameTheirMembersByUid() {
        assertRefused(
                "nesting: WALK",
                settings().membershipAttributes(List.of("memberUid")).nesting(Nesting.WALK));
    }

    @Test
    void refuseNoBaseAndTheRoot() {
        assertRefused("group bases", GroupSettings.within(List.of()));
        assertRefused("group bases", GroupSettings.within(List.of(name(""))));
    }

    @Test
    void refuseACommonBaseBesideTheBases() {
        assertRefused("common base", settings().commonBase(name("ou=other,dc=test")));
    }

    @Test
    void refuseNumbersOutOfRange() {
        assertRefused("depth", settings().maxDepth(0));
        assertRefused("page size", settings().pageSize(-1));
        assertRefused("most groups", settings().maxGroups(0));
    }

    @Test
    void sayWhatToReadWithAPerson() {
        assertThat(settings().build().attributesOfPeople()).isEmpty();
        assertThat(settings().strategy(Strategy.MEMBEROF).build().attributesOfPeople())
                .containsExactly("memberOf");
        assertThat(settings().membershipAttributes(List.of("memberUid")).build().attributesOfPeople())
                .containsExactly("uid");
    }

    @Test
    void refuseObjectClassesWhereNoGroupIsLookedAt() {
        assertRefused("object classes", settings().strategy(Strategy.MEMBEROF).objectClasses(List.of("group")));
    }
}
