package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.demo.Browser;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Tokens;
import dev.rolecall.demo.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever logs in through an identity provider becomes exactly what it says, or does not get in. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserSyncIdentityProviderIT {
    private final TestRealm realm;
    private final Database database;
    private final Partner partner;

    UserSyncIdentityProviderIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.database = bed.database();
        this.partner = Partner.of(realm);
    }

    private static List<String> roles(Tokens tokens, String customer) {
        return ClaimIT.texts(tokens.accessClaims().at("/access/customers/" + customer + "/roles"));
    }

    private JsonNode account(String alias) {
        return partner.linkedWith(alias).get(0);
    }

    private List<JsonNode> people(String query) {
        return Partner.list(realm.asAdministrator().get(realm.path("/users?exact=true&" + query)));
    }

    /** Neither an account nor a link nor a note about a grant. */
    private void assertNothingIsLeftOf(APayload payload, String alias) {
        assertThat(partner.linkedWith(alias)).isEmpty();
        assertThat(people("username=" + payload.username())).isEmpty();
        assertThat(people("email=" + payload.email())).isEmpty();
        assertThat(people("q=" + TestRealm.encoded("usercode:\"" + payload.usercode() + "\"")))
                .isEmpty();
        assertThat(database.number("select count(*) from rc_grant_origin where origin_id = ?", alias))
                .isZero();
    }

    private void assertRefused(Visit visit) {
        assertThat(visit.isBack()).isFalse();
        assertThat(visit.answer().status()).isEqualTo(403);
        assertThat(visit.answer().body()).contains("Access denied when authenticating with");
    }

    @Nested
    class TheFirstLogin {
        private final String alias = partner.provider(Map.of("responsibilities", "department"));
        private final APayload payload = APayload.aboutANewcomer()
                .associatedWith("acme", "globex")
                .holding("MANAGE@acme", "VIEW@globex/main")
                .permitted("console.users.manage@acme")
                .responsible("department", "R&D");
        private final Tokens tokens = partner.login(partner.person(payload.usercode(), payload.json()), alias);

        @Test
        void makesAnAccountWithWhatThePayloadSays() {
            JsonNode account = account(alias);

            assertThat(account.path("username").asText()).isEqualTo(payload.username());
            assertThat(account.path("email").asText()).isEqualTo(payload.email());
            assertThat(account.path("firstName").asText()).isEqualTo("Grace");
            assertThat(account.path("lastName").asText()).isEqualTo("Hopper");
            assertThat(account.at("/attributes/usercode/0").asText()).isEqualTo(payload.usercode());
            assertThat(account.at("/attributes/department/0").asText()).isEqualTo("R&D");
        }

        @Test
        void givesItsGrantsAtOnce() {
            assertThat(roles(tokens, "acme")).containsExactly("MANAGE");
            assertThat(ClaimIT.texts(tokens.accessClaims().at("/access/customers/acme/permissions")))
                    .contains("console.users.manage", "console.deploy.start");
            assertThat(ClaimIT.texts(tokens.accessClaims().at("/access/customers/globex/deployments/main/roles")))
                    .containsExactly("VIEW");
        }

        @Test
        void notesTheProviderAsTheOriginOfEachOfThem() {
            assertThat(database.number(
                            "select count(*) from rc_grant_origin where user_id = ? and origin_id = ?"
                                    + " and kind = 'identity-provider'",
                            account(alias).path("id").asText(),
                            alias))
                    .isEqualTo(5);
        }

        @Test
        void leavesAnEventThatCountsThemWithoutPersonalData() {
            JsonNode event = partner.events("UPDATE_PROFILE").stream()
                    .filter(e -> e.at("/details/identity_provider").asText().equals(alias))
                    .findFirst()
                    .orElseThrow();

            assertThat(event.at("/details/user_sync_given").asText()).isEqualTo("5");
            assertThat(event.at("/details/user_sync_changed").asText())
                    .contains("attributes.department", "customers", "permissions", "roles", "usercode");
            assertThat(event.toString()).doesNotContain(payload.email(), payload.usercode(), "Hopper");
        }

        @Test
        void holdsTheUsercodeAgainstEverybodyElse() {
            assertThat(database.number(
                            "select count(*) from rc_person_key where user_id = ? and usercode = ?",
                            account(alias).path("id").asText(),
                            payload.usercode()))
                    .isEqualTo(1);
        }
    }

    @Nested
    class TheNextLogin {
        private final APayload before =
                APayload.aboutANewcomer().associatedWith("acme", "globex").holding("MANAGE@acme", "VIEW@globex");
        private final APayload after = APayload.about(before.usercode())
                .with("lastName", "Murray")
                .with("username", before.username() + ".new")
                .associatedWith("acme")
                .holding("VIEW@acme");

        private Tokens loginTwice(String alias) {
            return loginTwice(alias, id -> {});
        }

        private Tokens loginTwice(String alias, Consumer<String> between) {
            String person = partner.person(before.usercode(), before.json());
            partner.login(person, alias);
            between.accept(account(alias).path("id").asText());
            partner.says(person, before.usercode(), after.json());
            return partner.login(person, alias);
        }

        @ParameterizedTest
        @ValueSource(strings = {"FORCE", "LEGACY"})
        void takesAwayWhatThePayloadLeavesOut(String mode) {
            String alias = partner.provider(Map.of("syncMode", mode));

            Tokens tokens = loginTwice(alias);

            assertThat(roles(tokens, "acme")).containsExactly("VIEW");
            assertThat(tokens.accessClaims().at("/access/customers").has("globex"))
                    .isFalse();
            assertThat(realm.isMember(account(alias).path("id").asText(), "globex"))
                    .isFalse();
        }

        @Test
        void changesFields() {
            String alias = partner.provider(Map.of());

            loginTwice(alias);

            assertThat(account(alias).path("lastName").asText()).isEqualTo("Murray");
            assertThat(account(alias).path("username").asText()).isEqualTo(after.username());
        }

        @Test
        void clearsFieldsThatThePayloadLeavesOut() {
            String alias = partner.provider(Map.of());
            String person = partner.person(before.usercode(), before.json());
            partner.login(person, alias);
            partner.says(person, before.usercode(), after.without("email").json());

            Visit visit = partner.visit(person, alias);

            assertThat(account(alias).has("email")).isFalse();
            assertThat(visit.at().getPath()).endsWith("/required-action"); // the realm's profile wants an address
        }

        @Test
        void changesNothingInTheModeImport() {
            String alias = partner.provider(Map.of("syncMode", "IMPORT"));

            Tokens tokens = loginTwice(alias);

            assertThat(roles(tokens, "acme")).containsExactly("MANAGE");
            assertThat(roles(tokens, "globex")).containsExactly("VIEW");
            assertThat(account(alias).path("lastName").asText()).isEqualTo("Hopper");
        }

        @Test
        void leavesWhatWasGivenByHand() {
            Tokens tokens = loginTwice(partner.provider(Map.of()), id -> {
                realm.join(id, "ADMIN@acme").expecting(204);
            });

            assertThat(roles(tokens, "acme")).containsExactly("ADMIN");
        }

        @Test
        void takesThatAwayTooWhereTheProviderHasAuthority() {
            Tokens tokens = loginTwice(partner.provider(Map.of("authoritative", "true")), id -> {
                realm.join(id, "ADMIN@acme").expecting(204);
            });

            assertThat(roles(tokens, "acme")).containsExactly("VIEW");
        }

        @Test
        void leavesWhatTheProviderCouldNotGiveAlsoWhereItHasAuthority() {
            Tokens tokens = loginTwice(partner.provider(Map.of("authoritative", "true")), id -> {
                realm.associate(id, "system");
                realm.join(id, "VIEW@system").expecting(204);
                // whoever holds more than the provider may give keeps how to log in, so these stay as they are
                after.with("username", before.username()).with("email", before.email());
            });

            assertThat(ClaimIT.texts(tokens.accessClaims().at("/access/system/roles")))
                    .containsExactly("VIEW");
        }

        @Test
        void leavesWhatAnotherProviderGave() {
            String other = partner.provider(Map.of());
            String alias = partner.provider(Map.of());
            String person = partner.person(before.usercode(), before.json());
            partner.login(person, alias);
            String id = account(alias).path("id").asText();
            partner.link(id, other, person);

            partner.says(person, before.usercode(), after.json());
            Tokens tokens = partner.login(person, other);

            assertThat(roles(tokens, "acme")).containsExactly("MANAGE");
            assertThat(roles(tokens, "globex")).containsExactly("VIEW");
        }

        @Test
        void thatChangesNothingLeavesNoEvent() {
            String alias = partner.provider(Map.of());
            String person = partner.person(before.usercode(), before.json());
            partner.login(person, alias);
            long events = changes(alias);

            partner.login(person, alias);

            assertThat(changes(alias)).isEqualTo(events);
        }

        @Test
        void ofSomebodyWhoIsDisabledThereDisablesTheAccountAndIsRefused() {
            String alias = partner.provider(Map.of());
            String person = partner.person(before.usercode(), before.json());
            partner.login(person, alias);
            partner.says(person, before.usercode(), after.with("enabled", false).json());

            assertRefused(partner.visit(person, alias));

            assertThat(account(alias).path("enabled").asBoolean()).isFalse();
            assertThat(partner.refusals(alias)).containsExactly("enabled: disabled");
        }

        private long changes(String alias) {
            return partner.events("UPDATE_PROFILE").stream()
                    .filter(e -> e.at("/details/identity_provider").asText().equals(alias))
                    .count();
        }
    }

    @Nested
    class AProviderOfSomeCustomers {
        private final APayload payload =
                APayload.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");

        private Visit visit(String alias) {
            return partner.visit(partner.person(payload.usercode(), payload.json()), alias);
        }

        @Test
        void givesThere() {
            String alias = partner.provider(Map.of("customers", "acme"));

            assertThat(roles(partner.login(partner.person(payload.usercode(), payload.json()), alias), "acme"))
                    .containsExactly("VIEW");
        }

        @Test
        void givesNothingAnywhereElse() {
            String alias = partner.provider(Map.of("customers", "acme"));
            payload.associatedWith("acme", "globex");

            assertRefused(visit(alias));

            assertThat(partner.refusals(alias)).containsExactly("customers: above-ceiling");
            assertNothingIsLeftOf(payload, alias);
        }

        @Test
        void takesNothingAwayAnywhereElseThoughItHasAuthority() {
            String alias = partner.provider(Map.of("customers", "acme", "authoritative", "true"));
            String person = partner.person(payload.usercode(), payload.json());
            partner.login(person, alias);
            String id = account(alias).path("id").asText();
            realm.associate(id, "globex");
            realm.join(id, "ADMIN@globex").expecting(204);

            assertThat(roles(partner.login(person, alias), "globex")).containsExactly("ADMIN");
        }

        @Test
        void isAProviderThatIsLinkedToAnOrganization() {
            String alias = partner.provider(Map.of());
            Customers customers = new Customers(realm);
            realm.asAdministrator()
                    .post(customers.path(customers.add()) + "/identity-providers", TextNode.valueOf(alias))
                    .expecting(204);

            assertRefused(visit(alias));

            assertThat(partner.refusals(alias).get(0)).contains("customers: above-ceiling");
            assertNothingIsLeftOf(payload, alias);
        }
    }

    @Nested
    class AnAccountThatOnlyAProviderVouchesFor {
        @Test
        void getsNothingFromARow() {
            APayload payload = APayload.aboutANewcomer();
            String alias = partner.provider(Map.of());
            String person = partner.person(payload.usercode(), payload.json());
            partner.login(person, alias);

            String answer = new Integration(realm)
                    .sync(ARow.about(payload.usercode())
                            .with("username", "hired-" + payload.username())
                            .with("email", "hired-" + payload.email())
                            .associatedWith("acme")
                            .holding("ADMIN@acme")
                            .json())
                    .body();

            assertThat(answer).contains("protected-account");
            assertThat(account(alias).path("username").asText()).isEqualTo(payload.username());
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void isTakenOverByTheFileOfASourceThatMayDoSo(boolean takesOver) {
            APayload payload = APayload.aboutANewcomer();
            String alias = partner.provider(Map.of());
            partner.login(partner.person(payload.usercode(), payload.json()), alias);
            ARow row = ARow.about(payload.usercode())
                    .with("username", payload.username())
                    .with("email", payload.email())
                    .with("lastName", "Hired");

            JsonNode ended =
                    new TestSource(realm, Map.of("takesOverProviderAccounts", String.valueOf(takesOver))).imported(row);

            assertThat(ended.at("/counts/updated").asInt()).isEqualTo(takesOver ? 1 : 0);
            assertThat(ended.at("/counts/rejected").asInt()).isEqualTo(takesOver ? 0 : 1);
            assertThat(account(alias).path("lastName").asText()).isEqualTo(takesOver ? "Hired" : "Hopper");
        }
    }

    @Nested
    class AnAddressOfAProviderThatIsTrustedWithThem {
        private final APayload payload = APayload.aboutANewcomer().associatedWith("acme");
        private final String alias = partner.provider(Map.of());
        private final String person = partner.person(payload.usercode(), payload.json());

        AnAddressOfAProviderThatIsTrustedWithThem() {
            partner.trustEmail(alias);
        }

        @Test
        void isVerifiedWhereTheTokenVouchesForThatVeryAddress() {
            partner.hasAddress(person, payload.email(), true);

            partner.login(person, alias);

            assertThat(account(alias).path("email").asText()).isEqualTo(payload.email());
            assertThat(account(alias).path("emailVerified").asBoolean()).isTrue();
        }

        @Test
        void isNotVerifiedWhereTheTokenVouchesForAnotherOne() {
            partner.hasAddress(person, "other-" + payload.email(), true);

            partner.login(person, alias);

            assertThat(account(alias).path("email").asText()).isEqualTo(payload.email());
            assertThat(account(alias).path("emailVerified").asBoolean()).isFalse();
        }

        @Test
        void isNotVerifiedWhereTheTokenSaysItIsNot() {
            partner.hasAddress(person, payload.email(), false);

            partner.login(person, alias);

            assertThat(account(alias).path("emailVerified").asBoolean()).isFalse();
        }

        @Test
        void isWhatThePayloadSaysWhateverIsTypedIntoTheFirstLogin() {
            partner.hasAddress(person, payload.email(), true);
            partner.says(person, payload.usercode(), payload.without("lastName").json());
            Browser browser = new Browser();
            Visit review = partner.visit(browser, realm, person, alias);

            browser.submit(
                    review,
                    Map.of(
                            "username",
                            payload.username(),
                            "email",
                            "typed-" + payload.email(),
                            "firstName",
                            "Grace",
                            "lastName",
                            "Hopper"));

            assertThat(account(alias).path("email").asText()).isEqualTo(payload.email());
        }
    }

    static Stream<Arguments> unusable() {
        List<Arguments> cases = new ArrayList<>();
        cases.add(unusable("roles: above-ceiling", p -> p.holding("VIEW@system")));
        cases.add(unusable("roles: unknown-customer", p -> p.holding("VIEW@nowhere")));
        cases.add(unusable("customers: unknown-customer", p -> p.associatedWith("acme", "nowhere")));
        cases.add(unusable("customers: above-ceiling", p -> p.associatedWith("acme", "system")));
        cases.add(unusable("roles: unknown-deployment", p -> p.holding("VIEW@acme/nowhere")));
        cases.add(unusable("roles: unknown-role", p -> p.holding("console.nobody@acme")));
        cases.add(unusable("roles: above-ceiling", p -> p.holding("SUPER@acme")));
        cases.add(unusable("permissions: unknown-permission", p -> p.permitted("console.nothing@acme")));
        cases.add(unusable("roles: invalid-value", p -> p.holding("VIEW")));
        cases.add(unusable("roles: not-associated", p -> p.holding("VIEW@globex")));
        cases.add(unusable("roles: too-long", p -> p.section("roles", many("VIEW@acme/d"))));
        cases.add(unusable(
                "payload: malformed-payload", p -> p.holding("VIEW@acme").holding("ADMIN@acme")));
        cases.add(unusable("payload: malformed-payload", p -> p.section("groups", List.of("admins"))));
        cases.add(unusable("user: malformed-payload", p -> p.with("password", "secret")));
        cases.add(unusable("user: malformed-payload", p -> p.with("customers", "acme")));
        cases.add(unusable("roles: malformed-payload", p -> p.section("roles", "VIEW@acme")));
        cases.add(unusable("responsibilities: malformed-payload", p -> p.responsible("rolecall.protected", "false")));
        cases.add(unusable("responsibilities: malformed-payload", p -> p.responsible("department", "R&D")));
        cases.add(unusable("enabled: invalid-value", p -> p.with("enabled", "yes")));
        cases.add(unusable("enabled: disabled", p -> p.with("enabled", false)));
        cases.add(unusable("email: invalid-email", p -> p.with("email", "nobody")));
        cases.add(unusable("username: too-long", p -> p.with("username", "u".repeat(256))));
        return cases.stream();
    }

    private static Arguments unusable(String reason, UnaryOperator<APayload> change) {
        return Arguments.of(reason, change);
    }

    private static List<String> many(String prefix) {
        return Stream.iterate(0, i -> i + 1).limit(101).map(i -> prefix + i).toList();
    }

    @Nested
    class ANewcomerIsRefused {
        private final APayload payload = APayload.aboutANewcomer().associatedWith("acme");

        @ParameterizedTest(name = "{0}")
        @MethodSource("dev.rolecall.it.UserSyncIdentityProviderIT#unusable")
        void withAPayloadThatCannotBeTakenOver(String reason, UnaryOperator<APayload> change) {
            String alias = partner.provider(Map.of());
            JsonNode changed = change.apply(payload).json();

            assertRefused(partner.visit(partner.person(payload.usercode(), changed), alias));

            assertThat(partner.refusals(alias)).containsExactly(reason);
            assertNothingIsLeftOf(payload, alias);
        }

        @Test
        void withoutAPayload() {
            String alias = partner.provider(Map.of("payloadClaim", "nowhere"));

            assertRefused(partner.visit(partner.person(payload.usercode(), payload.json()), alias));

            assertThat(partner.refusals(alias)).containsExactly("payload: missing-claim");
            assertNothingIsLeftOf(payload, alias);
        }

        @Test
        void withAPayloadAboutSomebodyElseThanTheToken() {
            String alias = partner.provider(Map.of());

            assertRefused(partner.visit(partner.person(payload.usercode() + "x", payload.json()), alias));

            assertThat(partner.refusals(alias)).containsExactly("usercode: usercode-mismatch");
            assertNothingIsLeftOf(payload, alias);
        }

        @Test
        void withMoreThanALowerCeilingAllows() {
            String alias = partner.provider(Map.of("ceiling", "VIEW"));
            payload.holding("MANAGE@acme");

            assertRefused(partner.visit(partner.person(payload.usercode(), payload.json()), alias));

            assertThat(partner.refusals(alias)).containsExactly("roles: above-ceiling");
            assertNothingIsLeftOf(payload, alias);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ceiling", "authoritative", "payloadClaim", "attributeClaims", "responsibilities"})
        void whereASettingMakesNoSense(String setting) {
            String alias = partner.provider(Map.of(setting, "rolecall.. "));

            assertRefused(partner.visit(partner.person(payload.usercode(), payload.json()), alias));

            assertThat(partner.refusals(alias)).containsExactly(setting + ": bad-setting");
            assertNothingIsLeftOf(payload, alias);
        }

        @Test
        void whereSomebodyHasTheUsername() {
            String other = realm.person(payload.username());
            String alias = partner.provider(Map.of());

            assertRefused(partner.visit(partner.person(payload.usercode(), payload.json()), alias));

            assertThat(partner.refusals(alias)).containsExactly("account: existing-account");
            assertThat(partner.linkedWith(alias)).isEmpty();
            assertThat(realm.user(other).path("firstName").asText()).isEqualTo("Pat");
        }

        @Test
        void whereSomebodyHasTheEmailAddress() {
            String other = realm.person();
            payload.with("email", realm.user(other).path("email").asText());
            String alias = partner.provider(Map.of());

            assertRefused(partner.visit(partner.person(payload.usercode(), payload.json()), alias));

            assertThat(partner.refusals(alias)).containsExactly("account: existing-account");
            assertThat(partner.linkedWith(alias)).isEmpty();
            assertThat(people("username=" + payload.username())).isEmpty();
        }

        @Test
        void whereSomebodyHasTheUsercode() {
            Integration integration = new Integration(realm);
            integration.apply(ARow.about(payload.usercode()).with("username", payload.username() + "-hr"));
            String alias = partner.provider(Map.of());

            assertRefused(partner.visit(partner.person(payload.usercode(), payload.json()), alias));

            assertThat(partner.refusals(alias)).containsExactly("usercode: conflict");
            assertThat(partner.linkedWith(alias)).isEmpty();
            assertThat(people("username=" + payload.username())).isEmpty();
            assertThat(integration.idsOf(payload.usercode())).hasSize(1);
        }

        @Test
        void whereTheUsercodeIsTakenWhileTheFirstLoginGoesOnAndTheAccountGoesAgain() {
            String alias = partner.provider(Map.of());
            payload.without("lastName"); // so that the person is asked for it
            Browser browser = new Browser();
            Visit review = partner.visit(browser, realm, partner.person(payload.usercode(), payload.json()), alias);
            Integration integration = new Integration(realm);
            integration.apply(ARow.about(payload.usercode()).with("username", payload.username() + "-hr"));

            Visit end = browser.submit(
                    review,
                    Map.of(
                            "username",
                            payload.username(),
                            "email",
                            payload.email(),
                            "firstName",
                            "Grace",
                            "lastName",
                            "Hopper"));

            assertRefused(end);
            assertThat(partner.refusals(alias)).containsExactly("usercode: conflict");
            assertThat(partner.linkedWith(alias)).isEmpty();
            assertThat(people("username=" + payload.username())).isEmpty();
            assertThat(integration.idsOf(payload.usercode())).hasSize(1);
        }
    }

    @Nested
    class SomebodyWithAnAccountIsRefused {
        private final APayload before =
                APayload.aboutANewcomer().associatedWith("acme").holding("VIEW@acme");
        private final String alias = partner.provider(Map.of());
        private final String person = partner.person(before.usercode(), before.json());
        private final String id;

        SomebodyWithAnAccountIsRefused() {
            partner.login(person, alias);
            id = account(alias).path("id").asText();
            realm.givePassword(id);
        }

        private void assertNothingIsChanged() {
            assertThat(account(alias).path("lastName").asText()).isEqualTo("Hopper");
            assertThat(ClaimIT.texts(realm.access(id).at("/customers/acme/roles")))
                    .containsExactly("VIEW");
        }

        @Test
        void whereAGrantIsRefusedAndNothingElseIsTakenOver() {
            partner.says(
                    person,
                    before.usercode(),
                    APayload.about(before.usercode())
                            .with("lastName", "Murray")
                            .associatedWith("acme")
                            .holding("ADMIN@acme", "VIEW@system")
                            .json());

            assertRefused(partner.visit(person, alias));

            assertThat(partner.refusals(alias)).containsExactly("roles: above-ceiling");
            assertNothingIsChanged();
        }

        @Test
        void whereTheUsercodeChanged() {
            APayload other = APayload.aboutANewcomer().associatedWith("acme");
            partner.says(person, other.usercode(), other.json());

            assertRefused(partner.visit(person, alias));

            assertThat(partner.refusals(alias)).containsExactly("usercode: conflict");
            assertNothingIsChanged();
        }

        @Test
        void whereTheEmailAddressIsAnothersByNow() {
            String other = realm.user(realm.person()).path("email").asText();
            partner.says(
                    person,
                    before.usercode(),
                    APayload.about(before.usercode())
                            .with("email", other)
                            .with("lastName", "Murray")
                            .json());

            assertRefused(partner.visit(person, alias));

            assertThat(partner.refusals(alias)).containsExactly("email: conflict");
            assertNothingIsChanged();
        }

        @Test
        void whereTheAccountAdministersTheRealm() {
            String management = realm.client("realm-management");
            realm.asAdministrator()
                    .post(
                            realm.path("/users/" + id + "/role-mappings/clients/" + management),
                            Json.of(List.of(realm.clientRole("realm-management", "view-users"))))
                    .expecting(204);

            assertRefused(partner.visit(person, alias));

            assertThat(partner.refusals(alias)).containsExactly("usercode: protected-account");
            assertNothingIsChanged();
        }

        @Test
        void whereTheAccountHoldsMoreThanTheProviderMayGiveAndItsUsernameWouldChange() {
            realm.associate(id, "system");
            realm.join(id, "VIEW@system").expecting(204);
            partner.says(
                    person,
                    before.usercode(),
                    APayload.about(before.usercode())
                            .with("username", before.username() + ".new")
                            .with("lastName", "Murray")
                            .json());

            assertRefused(partner.visit(person, alias));

            assertThat(partner.refusals(alias)).containsExactly("usercode: protected-account");
            assertNothingIsChanged();
        }
    }

    @Nested
    class AnExistingAccount {
        private final String existing = realm.person();
        private final APayload payload = APayload.aboutANewcomer()
                .with("email", realm.user(existing).path("email").asText())
                .associatedWith("acme")
                .holding("VIEW@acme");
        private final String person = partner.person(payload.usercode(), payload.json());
        private final Browser browser = new Browser();

        @Test
        void isLinkedWhereThatIsSwitchedOnAndThePersonProvesThatItIsTheirs() {
            String alias = partner.provider(Map.of("linkExisting", "true"));

            Visit end = prove(partner.visit(browser, realm, person, alias));

            assertThat(end.isBack()).isTrue();
            assertThat(account(alias).path("id").asText()).isEqualTo(existing);
            assertThat(account(alias).at("/attributes/usercode/0").asText()).isEqualTo(payload.usercode());
            assertThat(ClaimIT.texts(realm.access(existing).at("/customers/acme/roles")))
                    .containsExactly("VIEW");
        }

        @Test
        void isNotLinkedInTheModeImportEither() {
            String alias = partner.provider(Map.of("syncMode", "IMPORT"));
            String typed = payload.email();
            payload.without("lastName").with("email", payload.usercode() + "@partner.test");
            partner.says(person, payload.usercode(), payload.json());
            Visit review = partner.visit(browser, realm, person, alias);

            Visit exists = browser.submit(
                    review,
                    Map.of("username", payload.username(), "email", typed, "firstName", "Grace", "lastName", "Hopper"));

            assertRefused(prove(exists));
            assertThat(partner.refusals(alias)).containsExactly("account: existing-account");
            assertThat(partner.linkedWith(alias)).isEmpty();
        }

        @Test
        void isNotLinkedByAnAddressThatIsTypedIntoTheFirstLogin() {
            String alias = partner.provider(Map.of());
            String typed = payload.email();
            payload.without("lastName").with("email", payload.usercode() + "@partner.test");
            partner.says(person, payload.usercode(), payload.json());
            Visit review = partner.visit(browser, realm, person, alias);

            Visit exists = browser.submit(
                    review,
                    Map.of("username", payload.username(), "email", typed, "firstName", "Grace", "lastName", "Hopper"));

            assertRefused(prove(exists));
            assertThat(partner.refusals(alias)).containsExactly("account: existing-account");
            assertThat(partner.linkedWith(alias)).isEmpty();
            assertThat(realm.user(existing).at("/attributes").has("usercode")).isFalse();
        }

        /** Answers "this account exists": link it, and here is its password. */
        private Visit prove(Visit exists) {
            Visit login = browser.submit(exists, Map.of("submitAction", "linkAccount"));
            return browser.submit(login, Map.of("username", realm.username(existing), "password", TestRealm.PASSWORD));
        }
    }

    @Nested
    class SingleClaims {
        private final Map<String, String> settings = Map.of(
                "payloadClaim", "",
                "emailClaim", "person.mail",
                "firstNameClaim", "person.given",
                "lastNameClaim", "person.family",
                "customersClaim", "person.tenants",
                "rolesClaim", "person.roles",
                "attributeClaims", "[{\"key\":\"department\",\"value\":\"person.unit\"}]");
        private final String alias = partner.provider(settings);
        private final APayload names = APayload.aboutANewcomer();
        private final String person = partner.person(names.usercode(), Json.object());

        private Tokens loginWith(Map<String, Object> claims) {
            partner.says(person, names.usercode(), "person", Json.of(claims));
            return partner.login(person, alias);
        }

        private Map<String, Object> claims() {
            return Map.of(
                    "mail",
                    names.email(),
                    "given",
                    "Grace",
                    "family",
                    "Hopper",
                    "tenants",
                    List.of("acme"),
                    "roles",
                    List.of("MANAGE@acme"),
                    "unit",
                    "R&D");
        }

        @Test
        void makeAnAccountNamedAfterItsUsercode() {
            Tokens tokens = loginWith(claims());

            assertThat(account(alias).path("username").asText()).isEqualTo(names.username());
            assertThat(account(alias).path("email").asText()).isEqualTo(names.email());
            assertThat(account(alias).at("/attributes/department/0").asText()).isEqualTo("R&D");
            assertThat(roles(tokens, "acme")).containsExactly("MANAGE");
        }

        @Test
        void takeRolesAwayThatAreNotNamedAnyMore() {
            loginWith(claims());

            Tokens tokens =
                    loginWith(Map.of("mail", names.email(), "given", "Grace", "family", "H", "tenants", "acme"));

            assertThat(roles(tokens, "acme")).isEmpty();
            assertThat(account(alias).at("/attributes").has("department")).isFalse();
            assertThat(realm.isMember(account(alias).path("id").asText(), "acme"))
                    .isTrue();
        }
    }

    @Nested
    class ARealmThatDidNotOptIn {
        @Test
        void isLeftAlone() {
            TestRealm plain = realm.sibling(realm.name() + "-plain");
            realm.asAdministrator()
                    .post("", RealmFile.named(plain.name()).without("organizations"))
                    .expecting(201);
            ObjectNode off = Json.object();
            off.withObject("attributes").put("rolecall.enabled", "false");
            realm.asAdministrator().put(plain.path(""), off).expecting(204);
            Partner its = Partner.of(plain);
            APayload payload = APayload.aboutANewcomer().holding("SUPER@system");
            String alias = its.provider(Map.of("ceiling", "nonsense"));

            Tokens tokens = its.login(its.person(payload.usercode(), payload.json()), alias);

            assertThat(tokens.access()).isNotEmpty();
            assertThat(its.linkedWith(alias).get(0).at("/attributes").has("usercode"))
                    .isFalse();
        }
    }
}
