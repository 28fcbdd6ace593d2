package dev.rolecall.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.access.Ceiling;
import dev.rolecall.access.Origin;
import dev.rolecall.access.RoleType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.IdentityProviderMapperModel;

class UserSyncBrokerSettingsTest {
    private static UserSyncBrokerSettings settings(Map<String, String> config) {
        IdentityProviderMapperModel mapper = new IdentityProviderMapperModel();
        mapper.setConfig(new HashMap<>(config));
        return UserSyncBrokerSettings.from(mapper);
    }

    @Nested
    class ByDefault {
        private final UserSyncBrokerSettings settings = settings(Map.of("payloadClaim", "user_sync"));

        @Test
        void theTokenIsAboutItsSubject() {
            assertThat(settings.usercode().path()).containsExactly("sub");
        }

        @Test
        void theProviderGivesAtMostAdminAndNothingOnTheSystem() {
            assertThat(settings.ceiling()).isEqualTo(Ceiling.DEFAULT);
        }

        @Test
        void itTakesAwayWhatItGaveItselfAndNothingElse() {
            assertThat(settings.rules("partner").origin())
                    .isEqualTo(new Origin(Origin.Kind.IDENTITY_PROVIDER, "partner"));
            assertThat(settings.rules("partner").authoritative()).isFalse();
            assertThat(settings.rules("partner").rolesAssociate()).isFalse();
        }

        @Test
        void noExistingAccountIsLinked() {
            assertThat(settings.linkExisting()).isFalse();
        }
    }

    @Test
    void eachCanBeAnother() {
        UserSyncBrokerSettings settings = settings(Map.of(
                "payloadClaim", "https://partner.test/sync",
                "usercodeClaim", "hr.code",
                "responsibilities", "department##manager",
                "ceiling", "view",
                "grantsOnSystem", "true",
                "rolesAssociate", "true",
                "authoritative", "true",
                "linkExisting", "true"));

        assertThat(settings.usercode().path()).containsExactly("hr", "code");
        assertThat(settings.responsibilities()).containsExactly("department", "manager");
        assertThat(settings.ceiling()).isEqualTo(new Ceiling(RoleType.VIEW, true));
        assertThat(settings.rules("x").authoritative()).isTrue();
        assertThat(settings.rules("x").rolesAssociate()).isTrue();
        assertThat(settings.linkExisting()).isTrue();
    }

    @Nested
    class TheCustomers {
        private final UserSyncBrokerSettings limited =
                settings(Map.of("payloadClaim", "user_sync", "customers", "acme##globex"));

        @Test
        void areTheOnlyOnesItGivesAnythingOn() {
            assertThat(limited.ceiling().reaches("acme")).isTrue();
            assertThat(limited.ceiling().reaches("initech")).isFalse();
        }

        @Test
        void areNeverMoreThanTheOrganizationTheProviderIsLinkedTo() {
            assertThat(limited.rules("x", Set.of("acme")).ceiling().customers()).containsExactly("acme");
            assertThat(limited.rules("x", Set.of("initech")).ceiling().customers())
                    .isEmpty();
        }

        @Test
        void areThatOrganizationWhereNoneIsNamed() {
            UserSyncBrokerSettings unlimited = settings(Map.of("payloadClaim", "user_sync"));

            assertThat(unlimited.rules("x", Set.of("acme")).ceiling().customers())
                    .containsExactly("acme");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payloadClaim | a..b",
                "usercodeClaim | .",
                "rolesClaim | roles",
                "responsibilities | usercode",
                "responsibilities | rolecall.protected",
                "ceiling | BOSS",
                "grantsOnSystem | yes",
                "authoritative | 1",
                "attributeClaims | department",
                "attributeClaims | [{\"key\":\"email\",\"value\":\"mail\"}]",
                "attributeClaims | [{\"key\":\"department\",\"value\":\"\"}]",
                "attributeClaims | [{\"key\":\"unit\",\"value\":\"a\"},{\"key\":\"unit\",\"value\":\"b\"}]"
            })
    void oneThatMakesNoSenseIsNamed(String setting, String value) {
        Map<String, String> config = new HashMap<>(Map.of("payloadClaim", "user_sync"));
        config.put(setting, value);

        assertThatThrownBy(() -> settings(config))
                .hasMessage("[" + (setting.equals("rolesClaim") ? "payloadClaim" : setting) + ": bad-setting]");
    }

    @Test
    void nothingToTakeOverIsRefused() {
        assertThatThrownBy(() -> settings(Map.of("usercodeClaim", "sub"))).hasMessage("[payloadClaim: bad-setting]");
    }

    @Nested
    class SingleClaims {
        private final UserSyncClaims claims = settings(Map.of(
                        "emailClaim", "mail",
                        "usernameClaim", "login",
                        "rolesClaim", "roles",
                        "attributeClaims", "[{\"key\":\"department\",\"value\":\"unit\"}]"))
                .claims();

        private JsonNode row(String token) throws Exception {
            JsonNode json = new ObjectMapper().readTree(token);
            return claims.row("E1", claim -> claim.in(json));
        }

        @Test
        void makeARow() throws Exception {
            assertThat(row("{\"mail\":\"a@b.test\",\"login\":\"ada\",\"roles\":[\"VIEW@acme\"],\"unit\":[\"R&D\"]}"))
                    .isEqualTo(new ObjectMapper().readTree("""
                            {"usercode":"E1","email":"a@b.test","username":"ada","roles":["VIEW@acme"],
                             "attributes":{"department":["R&D"]}}"""));
        }

        @Test
        void meanNoneWhereTheTokenHasThemNot() throws Exception {
            assertThat(row("{}")).isEqualTo(new ObjectMapper().readTree("""
                    {"usercode":"E1","email":null,"roles":[],"attributes":{"department":null}}"""));
        }

        @Test
        void takeATextForAListOfOne() throws Exception {
            assertThat(row("{\"roles\":\"VIEW@acme\"}").path("roles"))
                    .isEqualTo(new ObjectMapper().readTree("[\"VIEW@acme\"]"));
        }
    }
}
