package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Http;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One call makes an LDAP provider with the mapper of groups, or nothing at all. */
@ExtendWith({RealmOfTheClass.class, SlapdOfTheClass.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapProviderIT {
    private static final String VIEWERS = "cn=globex-viewers," + LdapDirectory.GROUPS;

    private final TestRealm realm;
    private final Slapd slapd;
    private final LdapDirectory directory;

    LdapProviderIT(TestRealm realm, Slapd slapd) {
        this.realm = realm;
        this.slapd = slapd;
        this.directory = new LdapDirectory(slapd);
    }

    @BeforeAll
    void thereIsAGroup() {
        directory.addGroup(LdapDirectory.GROUPS, "globex-viewers");
    }

    @AfterEach
    void nothingStays() {
        providers()
                .forEach(provider -> realm.asAdministrator()
                        .delete(realm.path("/components/" + provider.path("id").asText()))
                        .expecting(204));
    }

    @Nested
    class AProviderThatWasMade {
        private final String person = directory.addPerson("a-" + UUID.randomUUID());

        AProviderThatWasMade() {
            directory.addTo(VIEWERS, person);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void letsPeopleInWithWhatTheirGroupsGive(boolean importing) {
            make(body().put("importUsers", importing)).expecting(201);

            assertThat(login().accessClaims().at("/access/customers/globex/roles"))
                    .isEqualTo(Json.of(List.of("VIEW")));
        }

        @Test
        void isNamedWithItsMapperByTheAnswer() {
            Answer answer = make(body()).expecting(201);

            JsonNode provider = component(answer.json().path("provider").asText());
            JsonNode mapper = component(answer.json().path("mapper").asText());
            assertThat(provider.path("providerId").asText()).isEqualTo("ldap");
            assertThat(mapper.path("providerId").asText()).isEqualTo("rolecall-ldap-group-mapper");
            assertThat(mapper.path("parentId")).isEqualTo(provider.path("id"));
            assertThat(Http.get(answer.location(), realm.asAdministrator().token())
                            .expecting(200)
                            .json()
                            .path("id"))
                    .isEqualTo(provider.path("id"));
        }

        @Test
        void isSetAsItIsSafe() {
            JsonNode config = component(
                            make(body()).expecting(201).json().path("provider").asText())
                    .path("config");

            Map.of(
                            "editMode", "READ_ONLY",
                            "syncRegistrations", "false",
                            "connectionTimeout", "5000",
                            "readTimeout", "10000",
                            "useTruststoreSpi", "always",
                            "pagination", "true")
                    .forEach((key, value) -> assertThat(
                                    config.at("/" + key + "/0").asText())
                            .as(key)
                            .isEqualTo(value));
        }

        @Test
        void hasKeycloaksMappersOfNamesToo() {
            String provider =
                    make(body()).expecting(201).json().path("provider").asText();

            assertThat(names(realm.path("/components?parent=" + provider)))
                    .contains("username", "first name", "last name", "email", "groups to roles");
        }

        @Test
        void keepsItsBindCredentialToItself() {
            Answer answer = make(body()).expecting(201);

            assertThat(answer.body()).doesNotContain(Slapd.PASSWORD);
            assertThat(component(answer.json().path("provider").asText())
                            .at("/config/bindCredential/0")
                            .asText())
                    .isEqualTo("**********");
            assertThat(events().toString()).doesNotContain("bindCredential");
        }

        @Test
        void leavesAnAdminEventForEachComponent() {
            JsonNode made = make(body()).expecting(201).json();

            List<String> paths = new ArrayList<>();
            events().forEach(event -> paths.add(event.path("resourcePath").asText()));
            assertThat(paths)
                    .contains(
                            "components/" + made.path("provider").asText(),
                            "components/" + made.path("mapper").asText());
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void trustsNoCertificateThatTheServerDoesNot(boolean startTls) {
            ObjectNode body = body().without("unencrypted");
            body.put("connectionUrl", startTls ? slapd.url() : slapd.ldapsUrl()).put("startTls", startTls);

            String mapper = make(body).expecting(201).json().path("mapper").asText();

            assertThat(Http.get(
                                    address("/" + mapper + "/preview?username=" + person),
                                    realm.asAdministrator().token())
                            .status())
                    .isEqualTo(503);
        }

        @Test
        void isMadeBeforeItsDirectoryIsThere() {
            make(body().put("connectionUrl", "ldap://127.0.0.1:1")).expecting(201);
        }

        private Tokens login() {
            return realm.asApplication().password(TestRealm.TEST_APP, null, person, person, Map.of("scope", "openid"));
        }

        private JsonNode events() {
            return realm.asAdministrator()
                    .get(realm.path("/admin-events?operationTypes=CREATE&resourceTypes=COMPONENT&max=10"))
                    .expecting(200)
                    .json();
        }
    }

    @Nested
    class ARefusal {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                connectionUrl     | connectionUrl     | "http://127.0.0.1"
                connectionUrl     | unencrypted       | false
                body              | startTls          | "yes"
                vendor            | vendor            | "novell"
                usersDn           | usersDn           | "people"
                bindCredential    | bindCredential    | ""
                userFilter        | userFilter        | "x"
                name              | name              | " "
                body              | trustEverything   | true
                """)
        void namesTheFieldAndMakesNothing(String field, String member, String value) {
            JsonNode answer =
                    make(body().set(member, Json.read(value))).expecting(400).json();

            assertThat(answer.at("/details/0/field").asText()).isEqualTo(field);
            assertThat(providers()).isEmpty();
        }

        @Test
        void ofRulesNamesEachLineAndMakesNothing() {
            JsonNode details = make(body(List.of("# r", "pattern(( -> VIEW@acme", "name(a) -> VIEW@${none}")))
                    .expecting(400)
                    .json()
                    .path("details");

            assertThat(details).hasSize(2);
            assertThat(details.at("/0/field").asText()).isEqualTo("mapper.settings.rules");
            assertThat(details.at("/0/message").asText()).startsWith("line 2:");
            assertThat(details.at("/1/message").asText()).startsWith("line 3:").contains("${none}");
            assertThat(providers()).isEmpty();
        }

        @Test
        void ofACustomerThatMustExistLeavesNoProviderBehind() {
            ObjectNode body = body(List.of(VIEWERS + " -> VIEW@nowhere"));
            ((ObjectNode) body.at("/mapper/settings")).put("missing", "REFUSE");

            JsonNode answer = make(body).expecting(400).json();

            assertThat(answer.at("/details/0/field").asText()).isEqualTo("mapper.settings.rules");
            assertThat(answer.at("/details/0/message").asText()).contains("nowhere");
            assertThat(providers()).isEmpty();
        }

        @Test
        void ofANameThatIsTakenIsAConflict() {
            make(body()).expecting(201);

            assertThat(make(body()).status()).isEqualTo(409);
            assertThat(providers()).hasSize(1);
        }

        @Test
        void ofABodyAboveTheLimitComesBeforeItIsRead() {
            assertThat(make(body(List.of("#" + "x".repeat(4 * 1024 * 1024)))).status())
                    .isEqualTo(413);
        }

        @Test
        void ofAnotherMediaTypeMakesNothing() {
            Answer answer = Http.send(
                    "POST",
                    address(""),
                    realm.asAdministrator().token(),
                    "text/plain",
                    BodyPublishers.ofString(body().toString()));

            assertThat(answer.status()).isEqualTo(415);
        }
    }

    @Nested
    class AnAdministrator {
        @Test
        void makesOneWithThePermissionToManageTheRealm() {
            assertThat(make(tokenWith("manage-realm"), body()).status()).isEqualTo(201);
        }

        @ParameterizedTest
        @ValueSource(strings = {"view-realm", "manage-users", "manage-identity-providers"})
        void makesNoneWithAnother(String role) {
            assertThat(make(tokenWith(role), body()).status()).isEqualTo(403);
            assertThat(providers()).isEmpty();
        }

        @Test
        void isRefusedBeforeTheBodyIsLookedAt() {
            assertThat(make(tokenWith("view-realm"), Json.of(List.of())).status())
                    .isEqualTo(403);
        }

        @Test
        void isSomebody() {
            assertThat(make(realm.tokensOf(realm.person()).access(), body()).status())
                    .isEqualTo(403);
            assertThat(make(null, body()).status()).isEqualTo(401);
        }

        @Test
        void makesNoneInARealmThatDidNotOptIn() {
            String plain = "plain-" + UUID.randomUUID();
            realm.asAdministrator()
                    .post("", Json.of(Map.of("realm", plain, "enabled", true)))
                    .expecting(201);
            try {
                assertThat(Http.send(
                                        "POST",
                                        realm.onServer("/admin/realms/" + plain + "/rolecall-ldap"),
                                        realm.asAdministrator().token(),
                                        body())
                                .status())
                        .isEqualTo(404);
            } finally {
                realm.asAdministrator().delete("/" + plain).expecting(204);
            }
        }

        private String tokenWith(String role) {
            String administrator = realm.person();
            realm.asAdministrator()
                    .post(
                            realm.path("/users/" + administrator + "/role-mappings/clients/"
                                    + realm.client("realm-management")),
                            Json.of(List.of(realm.clientRole("realm-management", role))))
                    .expecting(204);
            return realm.tokensOf(administrator).access();
        }
    }

    @Nested
    class TheFormOfTheConsole {
        private final String mapper =
                make(body()).expecting(201).json().path("mapper").asText();

        @Test
        void isToldTheTextOfRulesAsItStands() {
            String rule = "cn=it's," + LdapDirectory.GROUPS + " -> ADMIN@${none}";

            Answer answer = save(rule);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("errorMessage").asText())
                    .startsWith("rules: line 1: ")
                    .contains("\"ADMIN@${none}\"");
        }

        @Test
        void keepsItsLines() {
            String rules = "# it's {1} ## two\n\n" + VIEWERS + " -> VIEW@globex\n";

            save(rules).expecting(204);

            assertThat(component(mapper).at("/config/rules/0").asText()).isEqualTo(rules);
        }

        @Test
        void marksNoSettingOfSeveralValuesAsRequiredForThenItCannotSave() {
            String provider = component(mapper).path("parentId").asText();

            for (JsonNode type : realm.asAdministrator()
                    .get(realm.path("/components/" + provider
                            + "/sub-component-types?type=org.keycloak.storage.ldap.mappers.LDAPStorageMapper"))
                    .expecting(200)
                    .json()) {
                if (type.path("id").asText().equals("rolecall-ldap-group-mapper")) {
                    for (JsonNode property : type.path("properties")) {
                        assertThat(property.path("required").asBoolean()).isFalse();
                    }
                    return;
                }
            }
            throw new AssertionError("the console does not offer the mapper");
        }

        private Answer save(String rules) {
            ObjectNode changed = (ObjectNode) component(mapper);
            ((ObjectNode) changed.path("config")).set("rules", Json.of(List.of(rules)));
            return realm.asAdministrator().put(realm.path("/components/" + mapper), changed);
        }
    }

    private ObjectNode body() {
        return body(List.of("# who looks", VIEWERS + " -> VIEW@globex"));
    }

    private ObjectNode body(List<String> rules) {
        return (ObjectNode) Json.of(Map.of(
                "name",
                "staff",
                "connectionUrl",
                slapd.url(),
                "unencrypted",
                true,
                "bindDn",
                Slapd.BIND_DN,
                "bindCredential",
                Slapd.PASSWORD,
                "usersDn",
                LdapDirectory.PEOPLE,
                "mapper",
                Map.of("settings", Map.of("groupBases", List.of(LdapDirectory.GROUPS), "rules", rules))));
    }

    private Answer make(JsonNode body) {
        return make(realm.asAdministrator().token(), body);
    }

    private Answer make(@Nullable String token, JsonNode body) {
        return Http.send("POST", address(""), token, body);
    }

    private URI address(String below) {
        return realm.onServer("/admin/realms/" + realm.name() + "/rolecall-ldap" + below);
    }

    private JsonNode component(String id) {
        return realm.asAdministrator()
                .get(realm.path("/components/" + id))
                .expecting(200)
                .json();
    }

    private JsonNode providers() {
        return realm.asAdministrator()
                .get(realm.path("/components?type=org.keycloak.storage.UserStorageProvider"))
                .expecting(200)
                .json();
    }

    private List<String> names(String path) {
        List<String> names = new ArrayList<>();
        realm.asAdministrator()
                .get(path)
                .expecting(200)
                .json()
                .forEach(each -> names.add(each.path("name").asText()));
        return names;
    }
}
