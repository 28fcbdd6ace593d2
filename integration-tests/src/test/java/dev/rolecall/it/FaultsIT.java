package dev.rolecall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.demo.KeycloakServer;
import dev.rolecall.demo.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two nodes on one PostgreSQL, and what can happen to them while a snapshot is applied: whatever it is, every row is applied
 * once, everybody whom the file misses leaves once, and the results are complete. A round that fails is repeated with
 * {@code -Drolecall.faultSeed=}, the number in its name.
 */
@ExtendWith(BedOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final int ROWS = 600;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final TestBed bed;
    private final Path data;
    private final int port;
    private PostgresServer postgres;
    private final Database database;
    private final TestRealm realm;
    private final TestSource source;

    /** One works, and the other takes over; after a kill there is a third. */
    private CompletableFuture<KeycloakServer> worker;

    private CompletableFuture<KeycloakServer> other;
    private int started;

    /** Whom the file before brought in; the next one misses them all. */
    private String before = "";

    private long missedNext;

    FaultsIT(TestBed bed) {
        this.bed = bed;
        this.data = bed.freshData("faults");
        this.postgres = PostgresServer.start(data).stopAtExit();
        this.port = postgres.port();
        this.database =
                new Database("jdbc:postgresql://127.0.0.1:" + port + "/postgres", postgres.user(), postgres.password());
        KeycloakServer first = launch();
        realm = TestRealm.create(first, TestBed.administration(first), "faults");
        source = new TestSource(
                realm, Map.of("mode", "snapshot", "mostLeavers", "1000000", "mostLeaversPercent", "100"));
        worker = CompletableFuture.completedFuture(first);
        other = CompletableFuture.supplyAsync(this::launch);
    }

    @AfterAll
    void stop() {
        worker.join().stop();
        other.join().stop();
        postgres.close();
    }

    private KeycloakServer launch() {
        return bed.serverOn(database, "fault-" + ++started).start();
    }

    static LongStream seeds() {
        Long seed = Long.getLong("rolecall.faultSeed");
        return seed == null ? new Random().longs(Integer.getInteger("rolecall.faultRounds", 3)) : LongStream.of(seed);
    }

    @ParameterizedTest(name = "with seed {0}")
    @MethodSource("seeds")
    void whatAKilledNodeBeganTheOtherEnds(long seed) {
        int killedAfter = new Random(seed).nextInt(before.isEmpty() ? ROWS : 2 * ROWS);
        KeycloakServer survivor = other.join();
        signal(survivor, "STOP");
        AFile file = send();
        await().atMost(LONG_ENOUGH).pollInterval(OFTEN).until(() -> file.progress() >= killedAfter);

        worker.join().kill();

        signal(survivor, "CONT");
        worker = CompletableFuture.completedFuture(survivor);
        other = CompletableFuture.supplyAsync(this::launch);
        leasesRunOut();
        file.awaitCompleted();
        file.requireAppliedOnce();
    }

    /**
     * Everybody takes the name of the next one, so that all rows are put aside, and applied together in the end. Somebody holds
     * one of the people, and the node is killed while it waits for that one amid the others.
     */
    @Test
    void whatAKilledNodeHadPutAsideTheOtherAppliesOnce() {
        KeycloakServer survivor = other.join();
        AFile people = send();
        people.awaitCompleted();
        signal(survivor, "STOP");
        ASwap swap = new ASwap(people);

        database.beforeCommitting(
                List.of("select ID from USER_ENTITY where USERNAME = '" + people.people + ROWS / 2
                        + "' for no key update"),
                () -> {
                    swap.send();
                    await().atMost(LONG_ENOUGH)
                            .pollInterval(OFTEN)
                            .until(() -> swap.deferred() == ROWS && database.somebodyWaits());
                    worker.join().kill();
                });

        signal(survivor, "CONT");
        worker = CompletableFuture.completedFuture(survivor);
        other = CompletableFuture.supplyAsync(this::launch);
        leasesRunOut();
        swap.requireAppliedOnce();
    }

    @Test
    void aNodeThatWakesUpAfterItsTimeWritesNothing() {
        KeycloakServer sleeper = worker.join();
        KeycloakServer survivor = other.join();
        signal(survivor, "STOP");
        AFile file = send();
        await().atMost(LONG_ENOUGH).pollInterval(OFTEN).until(() -> file.progress() > 0);
        stopBetweenWrites(sleeper);
        assertThat(file.progress()).isLessThan(file.toDo());
        signal(survivor, "CONT");
        leasesRunOut();
        file.awaitCompleted();

        signal(sleeper, "CONT");

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(sleeper.log().text()).contains("Import " + file.id + " is no longer this node's"));
        file.requireAppliedOnce();
    }

    @Test
    void anImportGoesOnAfterTheDatabaseWasAway() {
        other.join();
        AFile file = send();
        await().atMost(LONG_ENOUGH).pollInterval(OFTEN).until(() -> file.progress() > 0);

        postgres.close();
        postgres = PostgresServer.start(data, port).stopAtExit();

        assertThat(file.progress()).isLessThan(file.toDo());
        file.awaitCompleted();
        file.requireAppliedOnce();
    }

    @Test
    void ofTwoNodesOneAppliesAFile() {
        KeycloakServer one = worker.join();
        KeycloakServer two = other.join();
        List<String> ids = new ArrayList<>();
        AFile last = send(one, 50);
        for (int i = 0; i < 6; i++) {
            last = send(i % 2 == 0 ? one : two, 50);
            ids.add(last.id);
        }
        last.awaitCompleted();

        for (String id : ids) {
            long ends = Stream.of(one, two)
                    .flatMap(node -> node.log().text().lines())
                    .filter(line -> line.contains("Import " + id + " is COMPLETED"))
                    .count();
            assertThat(ends).isEqualTo(1);
        }
        last.requireAppliedOnce();
    }

    /** A paused transaction would keep its locks, and the other node would wait for them: not what this is about. */
    private void stopBetweenWrites(KeycloakServer node) {
        await().atMost(LONG_ENOUGH).pollInterval(OFTEN).until(() -> {
            signal(node, "STOP");
            if (database.number(
                            "select count(*) from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()")
                    == 0) {
                return true;
            }
            signal(node, "CONT");
            return false;
        });
    }

    /** A node that is gone renews no lease; half a minute later that shows. */
    private void leasesRunOut() {
        database.execute("update RC_IMPORT set LEASE_UNTIL = 0 where STATE = 'RUNNING'");
    }

    private static void signal(KeycloakServer node, String signal) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        Stream.concat(Stream.of(node.process()), node.process().descendants())
                .forEach(process -> command.add(Long.toString(process.pid())));
        try {
            assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private AFile send() {
        return send(worker.join(), ROWS);
    }

    private AFile send(KeycloakServer through, int rows) {
        String people = "f" + Long.toString(System.nanoTime(), 36) + "x";
        String file = IntStream.range(0, rows)
                .mapToObj(i ->
                        "%1$s%2$d,%1$s%2$d,%1$s%2$d@people.test,Ada,Lovelace,acme,VIEW@acme\n".formatted(people, i))
                .collect(Collectors.joining("", "usercode,username,email,firstName,lastName,customers,roles\n", ""));
        String id = send(through, file);
        AFile sent = new AFile(id, people, rows, before, missedNext);
        before = people;
        missedNext = rows;
        return sent;
    }

    private String send(KeycloakServer through, String file) {
        return TestSource.idOf(source.through(realm.through(through)).send("", Integration.CSV, file));
    }

    private long count(String what, String... texts) {
        return database.number("select count(*) from " + what, texts);
    }

    /** Asked of the database: a node may be away. */
    private void awaitCompleted(String id) {
        await().atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> count("RC_IMPORT where STATE = 'COMPLETED' and ID = ?", id) == 1);
    }

    private JsonNode document(String id) {
        await().atMost(LONG_ENOUGH)
                .ignoreExceptions()
                .until(() -> new Integration(realm.through(worker.join())).anImport(id) != null);
        return new Integration(realm.through(worker.join())).anImport(id);
    }

    /** A file in which each person of another takes the name of the next one, and the last that of the first. */
    private final class ASwap {
        private final String people;
        private String id = "";

        private ASwap(AFile of) {
            people = of.people;
        }

        private void send() {
            id = FaultsIT.this.send(
                    worker.join(),
                    IntStream.range(0, ROWS)
                            .mapToObj(i -> "%1$s%2$d,%1$s%3$d\n".formatted(people, i, (i + 1) % ROWS))
                            .collect(Collectors.joining("", "usercode,username\n", "")));
        }

        private long deferred() {
            return count("RC_IMPORT_ROW where STATUS = 'deferred' and IMPORT_ID = ?", id);
        }

        private void requireAppliedOnce() {
            awaitCompleted(id);
            JsonNode document = document(id);
            assertThat(document.at("/counts/rows").asLong()).isEqualTo(ROWS);
            assertThat(document.at("/counts/updated").asLong()).isEqualTo(ROWS);
            assertThat(count("RC_IMPORT_ROW where STATUS = 'updated' and IMPORT_ID = ?", id))
                    .isEqualTo(ROWS);
            assertThat(count(
                            "RC_PERSON_KEY k join USER_ENTITY u on u.ID = k.USER_ID where u.USERNAME ="
                                    + " ? || mod(cast(replace(k.USERCODE, ?, '') as integer) + 1, " + ROWS
                                    + ") and k.USERCODE like ?",
                            people,
                            people,
                            people + "%"))
                    .isEqualTo(ROWS);
            assertThat(count(
                            "ADMIN_EVENT_ENTITY e join USER_ENTITY u on e.RESOURCE_PATH = 'users/' || u.ID"
                                    + " where e.OPERATION_TYPE = 'UPDATE' and u.USERNAME like ?",
                            people + "%"))
                    .isEqualTo(ROWS);
        }
    }

    /** A snapshot of new people that misses those of the file before. */
    private final class AFile {
        private final String id;
        private final String people;
        private final int rows;
        private final String missed;
        private final long leavers;

        private AFile(String id, String people, int rows, String missed, long leavers) {
            this.id = id;
            this.people = people;
            this.rows = rows;
            this.missed = missed;
            this.leavers = leavers;
        }

        /** Rows that are applied and people who have left. */
        private long progress() {
            return database.number(
                    "select ROWS_DONE + LEAVERS_LEFT + LEAVERS_STAYED + case when STATE = 'COMPLETED' then 1000000 else 0 end"
                            + " from RC_IMPORT where ID = ?",
                    id);
        }

        private long toDo() {
            return rows + leavers;
        }

        private void awaitCompleted() {
            FaultsIT.this.awaitCompleted(id);
        }

        private void requireAppliedOnce() {
            JsonNode document = document(id);
            assertThat(document.at("/counts/rows").asLong()).isEqualTo(rows);
            assertThat(document.at("/counts/created").asLong()).isEqualTo(rows);
            assertThat(count("RC_IMPORT_ROW where STATUS = 'created' and IMPORT_ID = ?", id))
                    .isEqualTo(rows);
            assertThat(count("USER_ENTITY u where u.ENABLED and u.USERNAME like ?", people + "%"))
                    .isEqualTo(rows);
            assertThat(memberships(people)).isEqualTo(2L * rows);
            assertThat(count("RC_PERSON_SOURCE where SOURCE_ID = ?", source.id()))
                    .isEqualTo(rows);
            if (!missed.isEmpty()) {
                requireGoneOnce(document);
            }
        }

        private void requireGoneOnce(JsonNode document) {
            assertThat(document.at("/leavers/missing").asLong()).isEqualTo(leavers);
            assertThat(document.at("/leavers/left").asLong()).isEqualTo(leavers);
            assertThat(count("RC_IMPORT_LEAVER where STATUS = 'left' and IMPORT_ID = ?", id))
                    .isEqualTo(leavers);
            assertThat(count("USER_ENTITY u where u.ENABLED and u.USERNAME like ?", missed + "%"))
                    .isZero();
            assertThat(memberships(missed)).isZero();
        }

        private long memberships(String of) {
            return count(
                    "USER_GROUP_MEMBERSHIP m join USER_ENTITY u on u.ID = m.USER_ID where u.USERNAME like ?", of + "%");
        }
    }
}
