package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody holds a role at a customer without being associated with it, whichever way the role comes. */
@ExtendWith({RealmOfTheClass.class, BedOfTheRun.class})
class AssociationIT {
    private final TestRealm realm;
    private final TestBed bed;
    private final Integration integration;

    AssociationIT(TestRealm realm, TestBed bed) {
        this.realm = realm;
        this.bed = bed;
        this.integration = new Integration(realm);
    }

    @Nested
    class AStranger {
        private final String person = realm.person();

        @Test
        void isRefusedByTheOrganizationsOwnInterface() {
            assertThat(realm.join(person, "ADMIN@acme").status()).isEqualTo(400);
        }

        @Test
        void holdsNothingAfterTheRefusal() {
            realm.join(person, "ADMIN@acme");
            realm.associate(person, "acme");

            assertThat(realm.access(person)).isEqualTo(Json.read("{\"v\":1}"));
        }
    }

    @Nested
    class AnImportedRealm {
        private static final String DEEP_GROUP = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

        @Test
        void isRefusedWhenItGivesAStrangerARole() {
            String name = realm.name() + "-stray";
            ObjectNode file = RealmFile.named(name);
            ((ObjectNode) file.at("/organizations/1"))
                    .withArray("groups")
                    .add(Json.read("{\"id\":\"" + DEEP_GROUP + "\",\"name\":\"VIEW\"}"));
            // a member of system who is put into a group of globex
            ((ObjectNode) file.at("/organizations/2/members/0"))
                    .withArray("groups")
                    .add(DEEP_GROUP);

            Answer answer = realm.asAdministrator().post("", file);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("not a member of globex");
            assertThat(realm.asAdministrator().get("/" + name).status()).isEqualTo(404);
        }
    }

    /** Each holds the rows that the other wants, as another server would. */
    @Nested
    class AtTheSameTime {
        private static final Duration A_MOMENT = Duration.ofSeconds(20);

        private final String alias = realm.customers().add();
        private final String person = realm.personHolding("VIEW@" + alias);
        private final String admin = realm.customers().groupPath(alias, "ADMIN");
        private final String root = "(select o.GROUP_ID from ORG o where o.ALIAS = '" + alias + "')";

        @Test
        void aGrantWaitsForTheEndOfTheAssociationAndIsRefused() {
            Future<Answer> grant = whileUncommitted(
                    List.of("delete from USER_GROUP_MEMBERSHIP where USER_ID = '" + person + "' and GROUP_ID = "
                            + root),
                    () -> realm.asAdministrator().put(admin + "/members/" + person, Json.object()));

            assertThat(answer(grant).status()).isEqualTo(400);
            assertThat(answer(grant).body()).contains("not a member of " + alias);
            assertThat(memberships()).isEqualTo(1); // what the statement left of VIEW
        }

        @Test
        void aRowThatGrantsWaitsForTheEndOfTheAssociationAndIsRejected() {
            ARow row = ARow.aboutANewcomer().associatedWith(alias);
            integration.apply(row);
            String pushed = integration.idsOf(row.usercode()).get(0);

            Future<Answer> push = whileUncommitted(
                    List.of("delete from USER_GROUP_MEMBERSHIP where USER_ID = '" + pushed + "'"),
                    () -> integration.sync(
                            ARow.about(row.usercode()).holding("VIEW@" + alias).json()));

            assertThat(Integration.onlyError(answer(push).expecting(207).json()))
                    .isEqualTo("roles: not-associated");
            assertThat(bed.database().number("select count(*) from USER_GROUP_MEMBERSHIP where USER_ID = ?", pushed))
                    .isZero();
        }

        @Test
        void aGrantByRestWaitsForTheEndOfTheAssociationAndIsRefused() {
            AccessCalls calls = withATokenAtHand();
            String member = realm.person();
            realm.associate(member, alias);

            Future<Answer> grant = whileUncommitted(
                    List.of("delete from USER_GROUP_MEMBERSHIP where USER_ID = '" + member + "'"),
                    () -> calls.give("id:" + member, "ADMIN@" + alias));

            assertThat(AccessCalls.refusal(answer(grant))).isEqualTo("409 grant: not-associated");
            assertThat(bed.database().number("select count(*) from USER_GROUP_MEMBERSHIP where USER_ID = ?", member))
                    .isZero();
        }

        @Test
        void whatAnotherOriginGivesMeanwhileIsNotTakenByRest() {
            AccessCalls calls = withATokenAtHand();
            String member = realm.person();
            realm.associate(member, alias);
            calls.give("id:" + member, "VIEW@" + alias).expecting(201);
            String ofTheGrant = "USER_ID = '" + member + "' and GROUP_ID = (select r.ID from KEYCLOAK_GROUP r"
                    + " where r.NAME = 'VIEW' and r.PARENT_GROUP = " + root + ")";

            Future<Answer> taken = whileUncommitted(
                    List.of(
                            "select 1 from USER_GROUP_MEMBERSHIP where " + ofTheGrant + " for update",
                            "insert into RC_GRANT_ORIGIN (REALM_ID, USER_ID, GROUP_ID, KIND, ORIGIN_ID, GRANTED_AT)"
                                    + " select REALM_ID, USER_ID, GROUP_ID, 'import', 'hr', GRANTED_AT"
                                    + " from RC_GRANT_ORIGIN where " + ofTheGrant),
                    () -> calls.take("id:" + member, "VIEW@" + alias));

            assertThat(AccessCalls.refusal(answer(taken))).isEqualTo("409 grant: other-origins");
            assertThat(bed.database().number("select count(*) from USER_GROUP_MEMBERSHIP where " + ofTheGrant))
                    .isOne();
            assertThat(bed.database().number("select count(*) from RC_GRANT_ORIGIN where " + ofTheGrant))
                    .isEqualTo(2);
        }

        @Test
        void anEndThatMovesWaitsForTheEndOfTheGrantAndGivesItAnew() {
            AccessCalls calls = withATokenAtHand();
            String member = realm.person();
            realm.associate(member, alias);
            calls.give("id:" + member, "VIEW@" + alias).expecting(201);
            String ofTheGrant = "USER_ID = '" + member + "' and GROUP_ID = (select r.ID from KEYCLOAK_GROUP r"
                    + " where r.NAME = 'VIEW' and r.PARENT_GROUP = " + root + ")";

            Future<Answer> moved = whileUncommitted(
                    List.of(
                            "delete from RC_GRANT_ORIGIN where " + ofTheGrant,
                            "delete from USER_GROUP_MEMBERSHIP where " + ofTheGrant),
                    () -> calls.give("id:" + member, "VIEW@" + alias, "2099-01-01T00:00:00Z"));

            assertThat(answer(moved).status()).isEqualTo(201); // given anew: what was there is gone
            assertThat(bed.database()
                            .number("select count(*) from RC_GRANT_ORIGIN where EXPIRES_AT is not null and "
                                    + ofTheGrant))
                    .isOne();
        }

        /** Of which no other statement than the call's own has to wait. */
        private AccessCalls withATokenAtHand() {
            String token = realm.tokenOf("access-admin");
            return AccessCalls.with(realm, () -> token);
        }

        @Test
        void theEndOfTheAssociationWaitsForAGrantAndTakesItToo() {
            String group = TestRealm.idAt(URI.create(admin));

            Future<Answer> end = whileUncommitted(
                    List.of(
                            "select 1 from USER_GROUP_MEMBERSHIP where USER_ID = '" + person + "' and GROUP_ID = "
                                    + root + " for share",
                            "insert into USER_GROUP_MEMBERSHIP (USER_ID, GROUP_ID, MEMBERSHIP_TYPE) values ('" + person
                                    + "', '" + group + "', 'UNMANAGED')"),
                    () -> realm.asAdministrator().delete(realm.customers().path(alias) + "/members/" + person));

            assertThat(answer(end).status()).isEqualTo(204);
            assertThat(memberships()).isZero();
            realm.associate(person, alias);
            assertThat(realm.access(person)).isEqualTo(Json.read("{\"v\":1}"));
        }

        @Test
        void theEndOfACustomerWaitsForANewMemberAndTakesItToo() {
            String newcomer = realm.person();

            Future<Answer> end = whileUncommitted(
                    List.of(
                            "select 1 from KEYCLOAK_GROUP where ID = " + root + " for share",
                            "insert into USER_GROUP_MEMBERSHIP (USER_ID, GROUP_ID, MEMBERSHIP_TYPE) values ('"
                                    + newcomer + "', " + root + ", 'UNMANAGED')"),
                    () -> realm.asAdministrator().delete(realm.customers().path(alias)));

            assertThat(answer(end).status()).isEqualTo(204);
            assertThat(bed.database().number("select count(*) from USER_GROUP_MEMBERSHIP where USER_ID = ?", newcomer))
                    .isZero();
        }

        /** Starts the call and commits once it waits. */
        private Future<Answer> whileUncommitted(List<String> changes, Supplier<Answer> call) {
            List<Future<Answer>> started = new ArrayList<>();
            bed.database().beforeCommitting(changes, () -> {
                started.add(CompletableFuture.supplyAsync(call));
                await().atMost(A_MOMENT).until(bed.database()::somebodyWaits);
            });
            return started.get(0);
        }

        private static Answer answer(Future<Answer> call) {
            try {
                return call.get(A_MOMENT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError(e);
            }
        }

        private long memberships() {
            return bed.database().number("select count(*) from USER_GROUP_MEMBERSHIP where USER_ID = ?", person);
        }
    }
}
