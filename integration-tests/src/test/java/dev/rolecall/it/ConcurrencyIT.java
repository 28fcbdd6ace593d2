package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.rolecall.demo.Answer;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.KeycloakServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two servers of one cluster grant, revoke, end associations and remove customers at the same time: no grant is left
 * without its association, and no note without its membership.
 */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrencyIT {
    private static final Duration A_WHILE = Duration.ofSeconds(15);
    private static final Duration A_MOMENT = Duration.ofSeconds(10);
    private static final int ROUNDS = 6;

    /** What is expired is ended, by whichever server comes first. */
    private static final String EVERY_SECOND = "--spi-realm-restapi-extension--rolecall--expiry-interval-seconds=1";

    private static final String GRANTS_WITHOUT_ASSOCIATION = """
            select count(*) from USER_GROUP_MEMBERSHIP m
            join KEYCLOAK_GROUP g on g.ID = m.GROUP_ID join ORG o on o.ID = g.ORG_ID
            where o.REALM_ID = ? and g.ID <> o.GROUP_ID and not exists (
              select 1 from USER_GROUP_MEMBERSHIP x where x.USER_ID = m.USER_ID and x.GROUP_ID = o.GROUP_ID)
            """;

    private static final String NOTES_WITHOUT_MEMBERSHIP = """
            select count(*) from RC_GRANT_ORIGIN n where n.REALM_ID = ? and not exists (
              select 1 from USER_GROUP_MEMBERSHIP m where m.USER_ID = n.USER_ID and m.GROUP_ID = n.GROUP_ID)
            """;

    private static final String MEMBERSHIPS_OF_NO_GROUP = """
            select count(*) from USER_GROUP_MEMBERSHIP m join USER_ENTITY u on u.ID = m.USER_ID
            where u.REALM_ID = ? and not exists (select 1 from KEYCLOAK_GROUP g where g.ID = m.GROUP_ID)
            """;

    private final KeycloakServer first;
    private final KeycloakServer second;
    private final TestRealm here;
    private final TestRealm there;
    private final Database database;
    private final String realmId;

    /** What was answered, and how often. */
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    ConcurrencyIT(TestBed bed) {
        first = bed.spareServer("first-at-once")
                .option(EVERY_SECOND)
                .clustered(0)
                .start();
        second = bed.spareServer("second-at-once")
                .option(EVERY_SECOND)
                .clustered(0)
                .start();
        here = TestRealm.create(first, TestBed.administration(first), "concurrency");
        there = here.through(second);
        database = bed.spareDatabase();
        realmId = here.id();
    }

    @BeforeAll
    void theyHaveFoundEachOther() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(first.log().text()).containsPattern("\\(2\\) \\["));
    }

    @AfterAll
    void stop() {
        second.stop();
        first.stop();
    }

    @Test
    void grantsAndAssociationsThatComeAndGoLeaveNothingBehind() {
        String alias = here.customers().add();
        here.customers().addGroup(alias, "prod").expecting(201);
        String customer = here.customers().path(alias);
        String admin = here.customers().groupPath(alias, "ADMIN");
        String view = here.customers().groupPath(alias, "prod/VIEW");
        List<ARow> rows = List.of(newcomer(alias), newcomer(alias));
        List<String> people = rows.stream().map(this::idOf).toList();
        AccessCalls callsHere = withATokenAtHand(here);
        AccessCalls callsThere = withATokenAtHand(there);

        atOnce(List.of(
                () -> restore(any(people), alias),
                () -> callsHere.give("id:" + any(people), "VIEW@" + alias),
                () -> callsThere.takeFromAll("id:" + any(people), "VIEW@" + alias),
                () -> callsHere.put("customers/" + alias + "/members/id:" + any(people), Json.object()),
                () -> callsThere.delete("customers/" + alias + "/members/id:" + any(people) + "?allOrigins=true"),
                () -> byKeycloak(() -> here.asAdministrator().put(admin + "/members/" + any(people), Json.object())),
                () -> byKeycloak(() -> there.asAdministrator().put(view + "/members/" + any(people), Json.object())),
                () -> byKeycloak(() -> there.asAdministrator().delete(admin + "/members/" + any(people))),
                () -> byKeycloak(() -> there.asAdministrator().delete(customer + "/members/" + any(people))),
                () -> byKeycloak(
                        () -> here.asAdministrator().post(customer + "/members", TextNode.valueOf(any(people)))),
                () -> push(here, about(any(rows)).associatedWith(alias).holding("MANAGE@" + alias)),
                () -> push(there, about(any(rows)).associatedWith(any(List.of(alias, "globex"))))));

        assertNothingIsLeftOver();
        people.forEach(this::assertBothServersSayTheSame);
        assertThat(answers).containsKeys("PUT 204", "DELETE 204", "POST 201", "POST 200");
    }

    @Test
    void aCustomerRemovedWhilePeopleJoinItTakesThemAllWithIt() {
        for (int round = 0; round < ROUNDS; round++) {
            String alias = here.customers().add();
            here.customers().addGroup(alias, "prod").expecting(201);
            String customer = here.customers().path(alias);
            String admin = here.customers().groupPath(alias, "ADMIN");
            List<String> people = List.of(here.personHolding("VIEW@" + alias), here.person(), here.person());

            onceEach(List.of(
                    () -> byKeycloak(() -> there.asAdministrator().delete(customer)),
                    () -> push(
                            there, newRow().associatedWith(alias).holding("VIEW@" + alias, "VIEW@" + alias + "/prod")),
                    () -> push(here, newRow().associatedWith(alias).holding("ADMIN@" + alias)),
                    () -> byKeycloak(
                            () -> here.asAdministrator().put(admin + "/members/" + people.get(0), Json.object())),
                    () -> byKeycloak(
                            () -> here.asAdministrator().post(customer + "/members", TextNode.valueOf(people.get(1)))),
                    () -> byKeycloak(() ->
                            there.asAdministrator().post(customer + "/members", TextNode.valueOf(people.get(2))))));

            assertNothingIsLeftOver();
        }
    }

    @Test
    void aCustomerRemovedAmidAllThatTakesEverythingWithIt() {
        String alias = here.customers().add();
        here.customers().addGroup(alias, "prod").expecting(201);
        String customer = here.customers().path(alias);
        String admin = here.customers().groupPath(alias, "ADMIN");
        List<ARow> rows = List.of(newcomer(alias), newcomer(alias));
        List<String> people = rows.stream().map(this::idOf).toList();
        AccessCalls callsHere = withATokenAtHand(here);
        AccessCalls callsThere = withATokenAtHand(there);
        Instant removal = Instant.now().plus(A_WHILE.dividedBy(3));
        AtomicReference<Answer> removed = new AtomicReference<>();

        atOnce(List.of(
                () -> callsHere.give("id:" + any(people), "VIEW@" + alias),
                () -> callsThere.takeFromAll("id:" + any(people), "VIEW@" + alias),
                () -> callsHere.give("id:" + any(people), "MANAGE@" + alias + "/prod"),
                () -> callsThere.put("customers/" + alias + "/members/id:" + any(people), Json.object()),
                () -> byKeycloak(() -> there.asAdministrator().put(admin + "/members/" + any(people), Json.object())),
                () -> byKeycloak(() -> there.asAdministrator().delete(customer + "/members/" + any(people))),
                () -> byKeycloak(
                        () -> here.asAdministrator().post(customer + "/members", TextNode.valueOf(any(people)))),
                () -> push(there, about(any(rows)).associatedWith(alias).holding("MANAGE@" + alias)),
                () -> {
                    boolean isTime = Instant.now().isAfter(removal)
                            && (removed.get() == null || removed.get().status() != 204);
                    Answer answer = isTime
                            ? callsHere.delete("customers/" + alias)
                            : callsHere.get("customers/" + alias + "/members");
                    if (isTime) {
                        removed.set(answer);
                    }
                    return answer;
                }));

        assertThat(removed.get().status()).isEqualTo(204);
        assertNothingIsLeftOver();
        people.forEach(person ->
                assertThat(here.access(person).at("/customers").has(alias)).isFalse());
        people.forEach(this::assertBothServersSayTheSame);
    }

    @Test
    void anExpiredGrantEndsOnceThoughBothServersLookForIt() {
        String alias = here.customers().add();
        AccessCalls calls = withATokenAtHand(here);
        List<String> people = Stream.generate(here::person).limit(10).toList();
        people.forEach(person -> {
            here.associate(person, alias);
            calls.give(
                            "id:" + person,
                            "VIEW@" + alias,
                            Instant.now().plusSeconds(4).toString())
                    .expecting(201);
        });

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(database.number(
                                "select count(*) from RC_GRANT_ORIGIN where REALM_ID = ? and EXPIRES_AT is not null",
                                realmId))
                        .isZero());

        people.forEach(person -> assertThat(there.asAdministrator()
                        .get(there.path("/admin-events?operationTypes=DELETE&resourcePath=users/" + person + "/grants"))
                        .expecting(200)
                        .json())
                .hasSize(1));
    }

    private void assertNothingIsLeftOver() {
        assertThat(database.number(GRANTS_WITHOUT_ASSOCIATION, realmId)).isZero();
        assertThat(database.number(NOTES_WITHOUT_MEMBERSHIP, realmId)).isZero();
        assertThat(database.number(MEMBERSHIPS_OF_NO_GROUP, realmId)).isZero();
        assertThat(answers.keySet()).noneMatch(answer -> answer.endsWith(" 500"));
    }

    /** With what they keep in memory, and without. */
    private void assertBothServersSayTheSame(String person) {
        await().atMost(A_MOMENT)
                .untilAsserted(() -> assertThat(here.access(person)).isEqualTo(there.access(person)));
        var kept = here.access(person);
        here.asAdministrator()
                .post(here.path("/clear-user-cache"), Json.object())
                .expecting(204);
        assertThat(here.access(person)).isEqualTo(kept);
    }

    /** Each of these again and again, each in a thread of its own. */
    private void atOnce(List<Supplier<Answer>> work) {
        Instant end = Instant.now().plus(A_WHILE);
        inThreads(work.stream()
                .<Runnable>map(call -> () -> {
                    while (Instant.now().isBefore(end)) {
                        note(call.get());
                    }
                })
                .toList());
    }

    private void onceEach(List<Supplier<Answer>> work) {
        inThreads(work.stream().<Runnable>map(call -> () -> note(call.get())).toList());
    }

    private static void inThreads(List<Runnable> work) {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            work.forEach(task -> running.add(threads.submit(task)));
            for (Future<?> task : running) {
                task.get(2, TimeUnit.MINUTES);
            }
        } catch (Exception e) { // whatever went wrong in a thread is this test's
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void note(Answer answer) {
        answers.merge(answer.asked().split(" ", 2)[0] + " " + answer.status(), 1, Integer::sum);
    }

    /** Asked for once: it lasts longer than the storm. */
    private static AccessCalls withATokenAtHand(TestRealm through) {
        String token = through.tokenOf("access-admin");
        return AccessCalls.with(through, () -> token);
    }

    private ARow newcomer(String alias) {
        ARow row = newRow().associatedWith(alias);
        new Integration(here).apply(row);
        here.givePassword(idOf(row));
        return row;
    }

    private static ARow newRow() {
        return ARow.aboutANewcomer();
    }

    private static ARow about(ARow row) {
        return ARow.about(row.usercode());
    }

    private String idOf(ARow row) {
        return new Integration(here).idsOf(row.usercode()).get(0);
    }

    /** As from a file of origins: that a file gave this person the role. */
    private Answer restore(String person, String alias) {
        String note = Json.of(Map.of(
                        "user",
                        person,
                        "organization",
                        alias,
                        "path",
                        List.of("VIEW"),
                        "kind",
                        "import",
                        "id",
                        "restored",
                        "grantedAt",
                        "2026-01-01T00:00:00Z"))
                .toString();
        return new Maintenance(there).restore(note + "\n");
    }

    /**
     * Keycloak's own calls are not tried again where the database ends a deadlock by failing one, or a customer is
     * removed under them: who calls does that. Ours are, and answer 500 never.
     */
    private static Answer byKeycloak(Supplier<Answer> call) {
        Answer answer = call.get();
        for (int i = 0; i < 10 && answer.status() == 500; i++) {
            answer = call.get();
        }
        return answer;
    }

    private static Answer push(TestRealm through, ARow row) {
        return new Integration(through).sync(row.json());
    }

    private static <T> T any(List<T> of) {
        return of.get(ThreadLocalRandom.current().nextInt(of.size()));
    }
}
