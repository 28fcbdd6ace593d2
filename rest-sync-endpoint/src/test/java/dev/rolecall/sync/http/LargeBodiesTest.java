package dev.rolecall.sync.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeBodiesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/cloud/rolecall/imports",
                "/realms/cloud/rolecall/imports/",
                "/realms/My-Realm_1.0~x/rolecall/imports",
                "/realms/a%20realm/rolecall/imports",
                "/realms/m%C3%BCnchen/rolecall/imports"
            })
    void aFileGoesToTheImportsOfARealm(String path) {
        assertThat(LargeBodies.isFile("POST", path, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/cloud/rolecall/imports/1",
                "/realms/cloud/rolecall/imports//",
                "/realms/cloud/rolecall/import%73",
                "/realms/cloud/rolecall/users/sync",
                "/realms/cloud/clients-registrations/default",
                "/realms/./rolecall/imports",
                "/realms/../rolecall/imports",
                "/realms/a%2Fb/rolecall/imports",
                "/realms/%2e%2e/rolecall/imports",
                "/realms/a%5Cb/rolecall/imports",
                "/realms/a%3Bb/rolecall/imports",
                "/realms/a%252Fb/rolecall/imports",
                "/realms/a;x=y/rolecall/imports",
                "/realms/a/b/rolecall/imports",
                "/realms//rolecall/imports",
                "//realms/cloud/rolecall/imports",
                "/realms/a\\b/rolecall/imports",
                "/realms/a%00/rolecall/imports",
                "/realms/cloud/rolecall/imports;x=y",
                "/auth/realms/cloud/rolecall/imports",
                "/x/../realms/cloud/rolecall/imports",
                "http://elsewhere/realms/cloud/rolecall/imports",
                ""
            })
    void nothingElseIsAFile(String path) {
        assertThat(LargeBodies.isFile("POST", path, null)).isFalse();
    }

    @Test
    void aFileIsPosted() {
        assertThat(LargeBodies.isFile("PUT", "/realms/cloud/rolecall/imports", null))
                .isFalse();
    }

    @Test
    void theRelativePathOfTheServerStandsBefore() {
        assertThat(LargeBodies.isFile("POST", "/auth/realms/cloud/rolecall/imports", "/auth/"))
                .isTrue();
        assertThat(LargeBodies.isFile("POST", "/realms/cloud/rolecall/imports", "/auth"))
                .isFalse();
        assertThat(LargeBodies.isFile("POST", "/realms/cloud/rolecall/imports", "/"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "TEXT/CSV; charset=utf-8", "application/x-ndjson", "application/json"})
    void whatIsHandedOnAsItComesMayBeLarge(String contentType) {
        assertThat(LargeBodies.isStreamed(LargeBodies.streamed(contentType))).isTrue();
    }

    @Test
    void aFormIsStreamedUnderAnotherName() {
        String streamed = LargeBodies.streamed("Multipart/Form-Data; boundary=x");

        assertThat(streamed).isEqualTo("application/x-rolecall-form-data; boundary=x");
        assertThat(LargeBodies.isStreamed(streamed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; text/csv",
                "multipart/form-datax",
                "multipart/mixed",
                ""
            })
    void whatTheServerMayReadWholeMustStaySmall(String contentType) {
        assertThat(LargeBodies.isStreamed(LargeBodies.streamed(contentType))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "x", "text/csv; a=\"", "/", "text/", "text/csv/x; a=b"})
    void aTypeThatCannotBeReadIsHandedOnAsOneThatIsRefused(String contentType) {
        assertThat(LargeBodies.streamed(contentType)).isEqualTo("application/octet-stream");
    }

    @Test
    void aBodyOfNoTypeMustStaySmall() {
        assertThat(LargeBodies.isStreamed(LargeBodies.streamed(null))).isFalse();
    }
}
