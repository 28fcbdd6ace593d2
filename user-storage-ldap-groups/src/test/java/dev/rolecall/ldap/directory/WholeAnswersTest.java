package dev.rolecall.ldap.directory;

import static dev.rolecall.ldap.directory.TestDirectory.GROUPS;
import static dev.rolecall.ldap.directory.TestDirectory.name;
import static dev.rolecall.ldap.directory.TestDirectory.settings;
import static dev.rolecall.ldap.directory.TestDirectory.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import dev.rolecall.ldap.DirectoryException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.naming.NamingException;
import javax.naming.ldap.LdapContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half an answer is none. */
class WholeAnswersTest {
    private final TestDirectory directory = new TestDirectory();
    private final String lena = directory.person("lena");

    WholeAnswersTest() {
        IntStream.range(0, 40).forEach(i -> directory.group("g" + i, lena));
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    private static void assertFailure(String says, ThrowingCallable asking) {
        assertThatThrownBy(asking).isInstanceOf(DirectoryException.class).hasMessageContaining(says);
    }

    @ParameterizedTest
    @CsvSource({
        "1 operations error, no whole answer",
        "3 time limit, limit",
        "4 size limit, limit",
        "11 administrative limit, limit",
        "10 referral, elsewhere",
        "50 no access, permit",
        "51 busy, reached",
        "52 unavailable, reached",
        "53 unwilling, no whole answer"
    })
    void isWhatEndsWithAnError(String code, String says) {
        ResultCode end = ResultCode.valueOf(Integer.parseInt(code.split(" ", 2)[0]));
        String[] elsewhere = end.equals(ResultCode.REFERRAL) ? new String[] {"ldap://127.0.0.1:1/"} : null;
        directory.onResult(result -> result.setResult(new LDAPResult(1, end, null, null, elsewhere, new Control[0])));

        assertFailure(says, () -> directory.lookUp(settings().build(), lena));
        assertFailure(says, () -> directory.snapshot(settings().build()));
    }

    @Test
    void isWhatLeavesOutWhetherAPageFollows() {
        directory.onResult(result ->
                result.setResult(new LDAPResult(1, ResultCode.SUCCESS, null, null, (String[]) null, new Control[0])));

        assertFailure("rest of the answer", () -> directory.snapshot(settings().build()));
    }

    @Test
    void isAnErrorOnTheSecondPage() {
        directory.onSearch(request -> {
            if (directory.searches() == 2) {
                throw new LDAPException(ResultCode.UNAVAILABLE, "going down");
            }
        });

        assertFailure(
                "reached", () -> directory.snapshot(settings().pageSize(10).build()));
    }

    @Test
    void isAConnectionThatBreaksAmidAPage() {
        AtomicInteger entries = new AtomicInteger();
        directory.onEntry(entry -> {
            if (entries.incrementAndGet() == 15) {
                directory.hangUp();
            }
        });

        assertThatThrownBy(() -> directory.snapshot(settings().pageSize(10).build()))
                .isInstanceOf(DirectoryException.class);
    }

    @Test
    void isABaseThatIsNotThere() {
        GroupSettings settings = GroupSettings.within(List.of(name(GROUPS), name("ou=gone," + TestDirectory.BASE)))
                .build();

        assertFailure("no such entry", () -> directory.lookUp(settings, lena));
        assertFailure("no such entry", () -> directory.snapshot(settings));
    }

    @Test
    void isAPersonThatIsNotThereAndTheFailureDoesNotSayWho() {
        GroupSettings settings = settings().strategy(Strategy.MEMBEROF).build();

        assertThatThrownBy(() -> directory.lookUp(
                        settings, new DirectoryUser(name("uid=gone," + TestDirectory.PEOPLE), Map.of())))
                .isInstanceOf(DirectoryException.class)
                .satisfies(failure -> assertThat(printed(failure)).doesNotContain("uid=gone"));
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void isAnAnswerAboveOurOwnLimit() {
        assertFailure(
                "more than 39",
                () -> directory.snapshot(settings().maxGroups(39).build()));
        assertThat(directory.snapshot(settings().maxGroups(40).build()).size()).isEqualTo(40);
    }

    @Test
    @Timeout(20)
    void isADirectoryThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertFailure(
                    "did not answer in time",
                    () -> new GroupLookup(
                                    new ContextSearch(connection(silent.getLocalPort())),
                                    settings().build(),
                                    new GroupGraph(Duration.ZERO, Clock.systemUTC()))
                            .groupsOf(user(lena)));
        }
    }

    @Test
    void isADirectoryNobodyReaches() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        LdapConnection refused = connection(port);

        assertFailure(
                "reached",
                () -> GroupSnapshot.read(new ContextSearch(refused), settings().build()));
    }

    @Test
    void isToldFromSilenceWhereTheDirectorySaysSomething() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
            assertThat(silence(port)).isTrue(); // it listens and says nothing
        }
        assertThat(silence(port)).isTrue();
        directory.onResult(result -> result.setResult(
                new LDAPResult(1, ResultCode.SIZE_LIMIT_EXCEEDED, null, null, (String[]) null, new Control[0])));
        assertThat(silence(directory.port())).isFalse();
    }

    private boolean silence(int port) {
        try {
            GroupSnapshot.read(new ContextSearch(connection(port)), settings().build());
        } catch (DirectoryException e) {
            return e.isSilence();
        }
        throw new AssertionError("the directory gave a whole answer");
    }

    private static LdapConnection connection(int port) {
        return new LdapConnection() {
            @Override
            public LdapContext context() throws NamingException {
                return TestDirectory.connect(port, 500);
            }

            @Override
            public void close() {}
        };
    }
}
