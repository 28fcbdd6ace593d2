package dev.rolecall.ldap;

import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.naming.AuthenticationException;
import javax.naming.CommunicationException;
import javax.naming.InsufficientResourcesException;
import javax.naming.LimitExceededException;
import javax.naming.NameNotFoundException;
import javax.naming.NoPermissionException;
import javax.naming.PartialResultException;
import javax.naming.ReferralException;
import javax.naming.ServiceUnavailableException;
import org.jspecify.annotations.Nullable;

/** In which way a directory gave no whole answer. */
public enum DirectoryFailure {
    TIMEOUT,
    UNREACHABLE,
    /** It refused the bind. */
    BIND,
    /** It did not let the provider's account see something. */
    FORBIDDEN,
    /** It cut the answer short at a limit of its own. */
    LIMIT,
    /** It sent elsewhere for the rest of the answer. */
    PARTIAL,
    /** A base that is not there. */
    NO_SUCH_ENTRY,
    /** It was silent a moment ago, and was spared the question. */
    SPARED,
    /** The LDAP provider is switched off. */
    DISABLED,
    OTHER;

    private static final int DEEPEST = 10;

    /** In order: some of them are kinds of others. */
    private static final Map<Class<? extends Throwable>, DirectoryFailure> KINDS = kinds();

    private static Map<Class<? extends Throwable>, DirectoryFailure> kinds() {
        Map<Class<? extends Throwable>, DirectoryFailure> kinds = new LinkedHashMap<>();
        kinds.put(SocketTimeoutException.class, TIMEOUT);
        kinds.put(NameNotFoundException.class, NO_SUCH_ENTRY);
        kinds.put(AuthenticationException.class, BIND);
        kinds.put(NoPermissionException.class, FORBIDDEN);
        kinds.put(LimitExceededException.class, LIMIT);
        kinds.put(InsufficientResourcesException.class, LIMIT);
        kinds.put(PartialResultException.class, PARTIAL);
        kinds.put(ReferralException.class, PARTIAL);
        kinds.put(CommunicationException.class, UNREACHABLE);
        kinds.put(ServiceUnavailableException.class, UNREACHABLE);
        return kinds;
    }

    /** By what JNDI threw, however deep below: Keycloak wraps it. */
    public static DirectoryFailure of(@Nullable Throwable thrown) {
        DirectoryFailure kind = OTHER;
        int depth = 0;
        for (@Nullable Throwable cause = thrown; cause != null && depth < DEEPEST; cause = cause.getCause()) {
            DirectoryFailure found = itself(cause);
            if (found == TIMEOUT) {
                return found; // JNDI wraps it in what says less
            }
            kind = kind == OTHER ? found : kind;
            depth++;
        }
        return kind;
    }

    private static DirectoryFailure itself(Throwable thrown) {
        String message = thrown.getMessage();
        if (message != null && message.contains("timed out")) {
            return TIMEOUT; // JNDI has no exception for an answer that is late
        }
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getKey().isInstance(thrown))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(OTHER);
    }

    /** As the metrics name it, for example {@code no-such-entry}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
