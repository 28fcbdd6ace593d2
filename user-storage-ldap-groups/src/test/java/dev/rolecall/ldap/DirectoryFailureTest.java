package dev.rolecall.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Hashtable;
import java.util.stream.Stream;
import javax.naming.AuthenticationException;
import javax.naming.AuthenticationNotSupportedException;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoPermissionException;
import javax.naming.PartialResultException;
import javax.naming.ServiceUnavailableException;
import javax.naming.SizeLimitExceededException;
import javax.naming.TimeLimitExceededException;
import javax.naming.ldap.Control;
import javax.naming.ldap.LdapReferralException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DirectoryFailureTest {
    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(because(new CommunicationException("x"), new ConnectException("refused")), "unreachable"),
                Arguments.of(
                        because(new CommunicationException("x"), new SocketTimeoutException("connect")), "timeout"),
                Arguments.of(new NamingException("LDAP response read timed out, timeout used: 3000 ms."), "timeout"),
                Arguments.of(new ServiceUnavailableException(), "unreachable"),
                Arguments.of(new AuthenticationException("error code 49"), "bind"),
                Arguments.of(new NoPermissionException(), "forbidden"),
                Arguments.of(new SizeLimitExceededException(), "limit"),
                Arguments.of(new TimeLimitExceededException(), "limit"),
                Arguments.of(new PartialResultException(), "partial"),
                Arguments.of(new Referral(), "partial"),
                Arguments.of(new NameNotFoundException(), "no-such-entry"),
                Arguments.of(new AuthenticationNotSupportedException(), "other"),
                Arguments.of(new IllegalStateException("odd"), "other"));
    }

    private static NamingException because(NamingException thrown, Exception cause) {
        thrown.setRootCause(cause);
        return thrown;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void hasAKindByWhatJndiThrew(Exception thrown, String kind) {
        assertThat(DirectoryFailure.of(thrown).wire()).isEqualTo(kind);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void hasTheSameKindHoweverKeycloakWrapsIt(Exception thrown, String kind) {
        RuntimeException wrapped = new IllegalStateException("querying failed", new RuntimeException(thrown));

        assertThat(new DirectoryException("no answer", wrapped).failure().wire())
                .isEqualTo(kind);
    }

    @Test
    void ofNoCauseIsAnother() {
        assertThat(new DirectoryException("odd", null).failure()).isEqualTo(DirectoryFailure.OTHER);
    }

    /** The one of JNDI is abstract. */
    private static final class Referral extends LdapReferralException {
        private static final long serialVersionUID = 1L;

        @Override
        public Object getReferralInfo() {
            return "ldap://elsewhere";
        }

        @Override
        public boolean skipReferral() {
            return false;
        }

        @Override
        public void retryReferral() {}

        @Override
        public Context getReferralContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Context getReferralContext(Hashtable<?, ?> environment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Context getReferralContext(Hashtable<?, ?> environment, Control[] controls) {
            throw new UnsupportedOperationException();
        }
    }
}
