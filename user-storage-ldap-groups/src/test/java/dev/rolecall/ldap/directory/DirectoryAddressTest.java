package dev.rolecall.ldap.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryAddressTest {
    private static InvalidProviderException refusalOf(String text, boolean startTls, boolean unencrypted) {
        return catchThrowableOfType(
                InvalidProviderException.class, () -> DirectoryAddress.of(text, startTls, unencrypted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldaps://ldap.example.com", "LDAPS://10.0.0.1:636/", "ldaps://[::1]:1636"})
    void anEncryptedOneNeedsNothingElse(String text) {
        assertThat(DirectoryAddress.of(text, false, false).text()).isEqualTo(text);
    }

    @Test
    void severalServersArePartedByOneSpace() {
        assertThat(DirectoryAddress.of(" ldaps://a.example   ldaps://b.example:1636 ", false, false)
                        .text())
                .isEqualTo("ldaps://a.example ldaps://b.example:1636");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ldap.example.com",
                "http://ldap.example.com",
                "file:///etc/passwd",
                "rmi://ldap.example.com/x",
                "ldaps:",
                "ldaps://",
                "ldaps:///dc=example",
                "ldaps://ldap.example.com/dc=example,dc=com",
                "ldaps://ldap.example.com?x",
                "ldaps://ldap.example.com/#x",
                "ldaps://user:secret@ldap.example.com",
                "ldaps://a.example http://b.example",
                "ldaps://a.example\tldaps://b.example",
                "ldaps://a b"
            })
    void whateverIsNoAddressOfADirectoryIsRefused(String text) {
        assertThat(refusalOf(text, false, false).field()).isEqualTo("connectionUrl");
    }

    @Test
    void aCredentialInItIsNotRepeated() {
        assertThat(refusalOf("ldaps://user:secret@ldap.example.com", false, false))
                .hasMessageNotContaining("secret");
    }

    @Test
    void elevenServersAreTooMany() {
        assertThat(refusalOf("ldaps://a ".repeat(11), false, false).field()).isEqualTo("connectionUrl");
    }

    @ParameterizedTest
    @CsvSource({
        "ldap://a, false, false, connectionUrl",
        "ldaps://a ldap://b, false, false, connectionUrl",
        "ldaps://a, true, false, startTls",
        "ldap://a ldaps://b, true, false, startTls",
        "ldaps://a, false, true, unencrypted",
        "ldap://a, true, true, unencrypted"
    })
    void encryptionIsThereOrSomebodySaysItIsNot(String text, boolean startTls, boolean unencrypted, String field) {
        assertThat(refusalOf(text, startTls, unencrypted).field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void aPlainOneIsEncryptedByStartTlsOrSaidToBeReadable(boolean startTls, boolean unencrypted) {
        DirectoryAddress address = DirectoryAddress.of("ldap://a", startTls, unencrypted);

        assertThat(address.startTls()).isEqualTo(startTls);
    }
}
