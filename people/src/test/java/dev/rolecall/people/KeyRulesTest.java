package dev.rolecall.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig;

class KeyRulesTest {
    private static final KeyField BADGE = new KeyField("badge");

    /** Answers true to these questions, and false or nothing to every other. */
    private static RealmModel realm(String... yes) {
        return (RealmModel) Proxy.newProxyInstance(
                KeyRulesTest.class.getClassLoader(),
                new Class<?>[] {RealmModel.class},
                (proxy, method, arguments) ->
                        method.getReturnType() == boolean.class ? Set.of(yes).contains(method.getName()) : null);
    }

    private static UPConfig badge(boolean multivalued, Set<String> editors) {
        UPAttribute badge = new UPAttribute("badge", new UPAttributePermissions(Set.of("admin"), editors));
        badge.setMultivalued(multivalued);
        UPConfig profile = new UPConfig();
        profile.addOrReplaceAttribute(badge);
        return profile;
    }

    @Test
    void aUsercodeIsAlwaysAKey() {
        assertThat(KeyRules.problem(KeyField.USERCODE, realm("isEditUsernameAllowed"), new UPConfig()))
                .isEmpty();
    }

    @Test
    void aUsernameIsOneUnlessPeopleMayChangeTheirs() {
        assertThat(KeyRules.problem(KeyField.USERNAME, realm(), new UPConfig())).isEmpty();
        assertThat(KeyRules.problem(KeyField.USERNAME, realm("isEditUsernameAllowed"), new UPConfig()))
                .isPresent();
    }

    @Test
    void anAttributeIsOneThatAdministratorsAloneEdit() {
        assertThat(KeyRules.problem(BADGE, realm(), badge(false, Set.of("admin"))))
                .isEmpty();
        assertThat(KeyRules.problem(BADGE, realm(), badge(false, Set.of("admin", "user"))))
                .hasValueSatisfying(why -> assertThat(why).contains("edit"));
    }

    @Test
    void anAttributeOfSeveralValuesIsNone() {
        assertThat(KeyRules.problem(BADGE, realm(), badge(true, Set.of("admin"))))
                .isPresent();
    }

    @Test
    void anAttributeNobodyDeclaredIsNone() {
        assertThat(KeyRules.problem(new KeyField("card"), realm(), badge(false, Set.of("admin"))))
                .isPresent();
    }

    @Test
    void anAccountIsOfOnesOwnMakingWhereOneCanRegisterOrComeFromAProvider() {
        assertThat(KeyRules.isOfOnesOwnMaking(KeyField.USERNAME, realm(), false))
                .isFalse();
        assertThat(KeyRules.isOfOnesOwnMaking(KeyField.USERNAME, realm("isRegistrationAllowed"), false))
                .isTrue();
        assertThat(KeyRules.isOfOnesOwnMaking(BADGE, realm("isRegistrationAllowed"), false))
                .isFalse();
        assertThat(KeyRules.isOfOnesOwnMaking(BADGE, realm(), true)).isTrue();
    }

    @Test
    void anAccountWithThatUsernameMayBeOfOnesOwnMakingWherePeopleRegisterOrAreInvited() {
        assertThat(KeyRules.isOfOnesOwnMaking(KeyField.USERNAME, realm(), false))
                .isFalse();
        assertThat(KeyRules.isOfOnesOwnMaking(KeyField.USERNAME, realm("isRegistrationAllowed"), false))
                .isTrue();
        assertThat(KeyRules.isOfOnesOwnMaking(KeyField.USERNAME, realm("isOrganizationsEnabled"), false))
                .isTrue();
        assertThat(KeyRules.isOfOnesOwnMaking(BADGE, realm("isOrganizationsEnabled"), false))
                .isFalse();
    }
}
