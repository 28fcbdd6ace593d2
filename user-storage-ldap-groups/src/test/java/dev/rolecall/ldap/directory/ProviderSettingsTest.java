package dev.rolecall.ldap.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSettingsTest {
    private static final ProviderSettings.Bind BIND = new ProviderSettings.Bind("cn=admin,dc=x", "hush-hush");

    private static Map<String, String> config(String url, boolean startTls, ProviderSettings.@Nullable Bind bind) {
        return settings(Vendor.OTHER, DirectoryAddress.of(url, startTls, false), bind, "ou=people,dc=x", "")
                .asConfig();
    }

    private static ProviderSettings settings(
            Vendor vendor,
            DirectoryAddress address,
            ProviderSettings.@Nullable Bind bind,
            String usersDn,
            String filter) {
        return new ProviderSettings(
                vendor,
                address,
                bind,
                usersDn,
                vendor.usernameAttribute(),
                vendor.rdnAttribute(),
                vendor.uuidAttribute(),
                vendor.objectClasses(),
                filter,
                true);
    }

    private static InvalidProviderException refusalOf(String usersDn, String attribute, String filter) {
        return catchThrowableOfType(
                InvalidProviderException.class,
                () -> new ProviderSettings(
                        Vendor.OTHER,
                        DirectoryAddress.of("ldaps://a", false, false),
                        null,
                        usersDn,
                        attribute,
                        "uid",
                        "entryUUID",
                        List.of("person"),
                        filter,
                        true));
    }

    @Test
    void nothingIsWrittenNothingWaitsForEverAndTheTruststoreDecides() {
        assertThat(config("ldaps://a", false, BIND))
                .containsEntry("editMode", "READ_ONLY")
                .containsEntry("syncRegistrations", "false")
                .containsEntry("connectionTimeout", "5000")
                .containsEntry("readTimeout", "10000")
                .containsEntry("useTruststoreSpi", "always")
                .containsEntry("pagination", "true")
                .containsEntry("connectionPooling", "true")
                .containsEntry("authType", "simple")
                .containsEntry("bindCredential", "hush-hush");
    }

    @Test
    void startTlsHasNoPoolAsKeycloakRefusesBoth() {
        assertThat(config("ldap://a", true, BIND))
                .containsEntry("startTls", "true")
                .doesNotContainKey("connectionPooling");
    }

    @Test
    void withoutABindTheDirectoryIsAskedWithoutAName() {
        assertThat(config("ldaps://a", false, null))
                .containsEntry("authType", "none")
                .doesNotContainKeys("bindDn", "bindCredential");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void whatAVendorHasIsUnderstood(Vendor vendor) {
        Map<String, String> config = settings(
                        vendor, DirectoryAddress.of("ldaps://a", false, false), null, "ou=people,dc=x", "")
                .asConfig();

        assertThat(config).containsEntry("vendor", vendor.id());
        assertThat(Vendor.of(vendor.id())).contains(vendor);
    }

    @Test
    void peopleOfActiveDirectoryLogInWithTheirNameOfWindows() {
        assertThat(settings(Vendor.AD, DirectoryAddress.of("ldaps://a", false, false), null, "dc=x", "")
                        .asConfig())
                .containsEntry("usernameLDAPAttribute", "sAMAccountName")
                .containsEntry("rdnLDAPAttribute", "cn")
                .containsEntry("uuidLDAPAttribute", "objectGUID")
                .containsEntry("userObjectClasses", "person, organizationalPerson, user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "people", "ou=people,,dc=x", "="})
    void peopleAreBelowADistinguishedName(String dn) {
        assertThat(refusalOf(dn, "uid", "").field()).isEqualTo("usersDn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u id", "uid)(x", "*", "uid,cn"})
    void anAttributeIsAName(String attribute) {
        assertThat(refusalOf("dc=x", attribute, "").field()).isEqualTo("usernameAttribute");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "(a=b", "(a=b)(c=d)", "a=b)"})
    void aFilterIsOneFilter(String filter) {
        assertThat(refusalOf("dc=x", "uid", filter).field()).isEqualTo("userFilter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void aCredentialIsNeverEmptyForThenADirectoryLetsEverybodyIn(String credential) {
        assertThat(catchThrowableOfType(
                                InvalidProviderException.class, () -> new ProviderSettings.Bind("cn=admin", credential))
                        .field())
                .isEqualTo("bindCredential");
    }

    @Test
    void itsTextSaysNoCredential() {
        assertThat(settings(Vendor.OTHER, DirectoryAddress.of("ldaps://a", false, false), BIND, "dc=x", "")
                        .toString())
                .doesNotContain("hush-hush");
    }
}
