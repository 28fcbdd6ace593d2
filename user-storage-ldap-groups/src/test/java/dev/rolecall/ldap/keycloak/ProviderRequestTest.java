package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderRequestTest {
    private static final String LEAST = """
            "connectionUrl": "ldaps://a", "usersDn": "ou=people,dc=x"\
            """;
    private static final String MAPPER = """
            , "mapper": {"settings": {"groupBases": ["ou=groups,dc=x"]%s}}""";

    private static ProviderRequest read(String body) {
        return ProviderRequest.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static ProviderRequest with(String more) {
        return read("{" + LEAST + more + "}");
    }

    private static UnreadableRequestException refusalOf(String body) {
        return catchThrowableOfType(UnreadableRequestException.class, () -> {
            ProviderRequest request = read(body);
            request.providerName();
            request.mapperName();
            request.provider();
            request.mapperSettings();
        });
    }

    @Test
    void addressPeopleAndGroupBasesAreAllThatIsNeeded() {
        ProviderRequest request = with(MAPPER.formatted(""));

        assertThat(request.providerName()).isEqualTo("directory");
        assertThat(request.mapperName()).isEqualTo("groups to roles");
        assertThat(request.provider().importing()).isTrue();
        assertThat(request.mapperSettings())
                .containsEntry("strategy", List.of("MEMBER"))
                .containsEntry("membershipAttributes", List.of("member"));
    }

    @Test
    void settingsAreTextsNumbersOrTruthsAndListsOfLinesStayInOrder() {
        ProviderRequest request = with(
                MAPPER.formatted(
                        ", \"rules\": [\"# first\", \"name(a) -> VIEW@acme\"], \"refreshSeconds\": 60, \"grantsOnSystem\": true"));

        assertThat(request.mapperSettings())
                .containsEntry("rules", List.of("# first\nname(a) -> VIEW@acme"))
                .containsEntry("refreshSeconds", List.of("60"))
                .containsEntry("grantsOnSystem", List.of("true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"connection\": \"ldaps://a\"}",
                "{\"name\": 5}",
                "{\"startTls\": \"yes\"}",
                "{\"startTls\": 1}",
                "{\"mapper\": []}",
                "{\"mapper\": {\"id\": \"x\"}}",
                "{\"usersDn\": \"a=b\", \"usersDn\": \"a=c\"}",
                "{} {}"
            })
    void anotherBodyIsRefused(String body) {
        assertThat(refusalOf(body).field()).isEqualTo("body");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name                          | , "name": " "
            vendor                        | , "vendor": "AD2"
            startTls                      | , "startTls": true
            bindCredential                | , "bindDn": "cn=a"
            bindDn                        | , "bindCredential": "x"
            usernameAttribute             | , "usernameAttribute": "u d"
            userObjectClasses             | , "userObjectClasses": []
            userObjectClasses             | , "userObjectClasses": [null]
            userFilter                    | , "userFilter": "x"
            mapper.name                   | , "mapper": {"name": ""}
            mapper.settings               | , "mapper": {}
            mapper.settings               | , "mapper": {"settings": {"group.bases": "ou=groups"}}
            mapper.settings.groupBases    | , "mapper": {"settings": {"groupBases": "groups"}}
            mapper.settings.groupBases    | , "mapper": {"settings": {"groupBases": null}}
            mapper.settings.groupBases    | , "mapper": {"settings": {"groupBases": {"a": "b"}}}
            mapper.settings.maxDepth      | , "mapper": {"settings": {"groupBases": "ou=a", "maxDepth": 0}}
            mapper.settings.maxDepth      | , "mapper": {"settings": {"groupBases": "ou=a", "maxDepth": 1.5}}
            """)
    void theMemberThatIsWrongIsNamed(String field, String more) {
        assertThat(refusalOf("{" + LEAST + more + "}").field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"connectionUrl, '{\"usersDn\": \"dc=x\"}'", "usersDn, '{\"connectionUrl\": \"ldaps://a\"}'"})
    void whatIsMissingIsNamed(String field, String body) {
        assertThat(refusalOf(body).field()).isEqualTo(field);
    }

    @Test
    void aRuleThatCannotBeReadIsNamedByItsLine() {
        UnreadableRequestException refusal = refusalOf("{" + LEAST
                + MAPPER.formatted(", \"rules\": [\"name(a) -> VIEW@acme\", \"pattern(( -> VIEW@acme\", \"x\"]") + "}");

        assertThat(refusal.field()).isEqualTo("mapper.settings.rules");
        assertThat(refusal.lines()).hasSize(2).first().asString().startsWith("line 2:");
    }

    @Test
    void itsTextSaysNoCredential() {
        assertThat(with(", \"bindDn\": \"cn=a\", \"bindCredential\": \"hush-hush\"")
                        .toString())
                .doesNotContain("hush-hush");
    }
}
