package dev.rolecall.ldap.directory;

import dev.rolecall.ldap.DirectoryException;
import dev.rolecall.ldap.DirectoryFailure;
import dev.rolecall.ldap.directory.LdapSearch.Page;
import dev.rolecall.ldap.directory.LdapSearch.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.AuthenticationException;
import javax.naming.CommunicationException;
import javax.naming.InsufficientResourcesException;
import javax.naming.LimitExceededException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoPermissionException;
import javax.naming.PartialResultException;
import javax.naming.ReferralException;
import javax.naming.ServiceUnavailableException;
import javax.naming.directory.InvalidSearchFilterException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** Whole answers: every page, every range, or a {@link DirectoryException}. */
final class DirectoryReader {
    private static final Pattern ERROR_CODE = Pattern.compile("error code (\\d{1,5})");

    private final LdapSearch search;
    private final int pageSize;
    private final int maxEntries;

    DirectoryReader(LdapSearch search, int pageSize, int maxEntries) {
        this.search = search;
        this.pageSize = pageSize;
        this.maxEntries = maxEntries;
    }

    /** Hands over every entry below the base that matches, in no order. What was handed over before a failure is void. */
    void each(LdapName base, String filter, List<String> attributes, Consumer<LdapEntry> consumer) {
        int entries = 0;
        int pages = 0;
        byte[] cookie = null;
        do {
            Page page = page(base, filter, attributes, cookie);
            entries += page.entries().size();
            pages++;
            // as many pages as entries: a directory that hands out empty pages forever is stopped as well
            if (entries > maxEntries || pages > maxEntries) {
                throw new DirectoryException("There are more than " + maxEntries + " entries below " + base, null);
            }
            page.entries().forEach(consumer);
            cookie = page.cookie();
        } while (cookie != null);
    }

    private Page page(LdapName base, String filter, List<String> attributes, byte @Nullable [] cookie) {
        try {
            return search.search(base, Scope.SUBTREE, filter, attributes, pageSize, cookie);
        } catch (NamingException e) {
            throw failed("The search below " + base + " failed", e);
        }
    }

    /** One entry. That there is none is a failure. */
    LdapEntry entry(LdapName dn, List<String> attributes) {
        List<LdapEntry> entries;
        try {
            entries = search.search(dn, Scope.BASE, Filter.ANYTHING, attributes, 0, null)
                    .entries();
        } catch (NamingException e) {
            throw failed("Reading an entry failed", e);
        }
        if (entries.size() != 1) {
            // hidden by access rules: what it holds is unknown, not nothing
            throw new DirectoryException("An entry could not be read: the directory does not show it", null);
        }
        return entries.get(0);
    }

    /** Whether there is anything. A base that is not there is a failure, and no answer. */
    boolean finds(LdapName base, Scope scope, String filter) {
        try {
            return !search.search(base, scope, filter, List.of("1.1"), 0, null)
                    .entries()
                    .isEmpty();
        } catch (NamingException e) {
            throw failed("Looking for an entry failed", e);
        }
    }

    /** All values, those that did not fit into the entry's answer fetched one range after the other. */
    List<String> texts(LdapEntry entry, String attribute) {
        Range range = entry.range(attribute);
        if (range == null) {
            return entry.texts(attribute);
        }
        List<String> all = new ArrayList<>();
        LdapEntry part = entry;
        while (true) {
            if (range == null || range.first() != all.size()) {
                throw new DirectoryException(
                        "The directory did not go on with " + attribute + " where it stopped", null);
            }
            List<String> values = part.texts(range.attribute());
            all.addAll(values);
            Integer last = range.last();
            if (last == null) {
                return all;
            }
            if (values.isEmpty() || last != all.size() - 1) {
                throw new DirectoryException("The directory gave fewer values of " + attribute + " than it said", null);
            }
            part = entry(entry.dn(), List.of(attribute + ";range=" + all.size() + "-*"));
            range = part.range(attribute);
        }
    }

    /** Without the exception itself: what a server says of an error often names the person it was asked about. */
    private static DirectoryException failed(String what, NamingException e) {
        String message = e.getMessage();
        Matcher code = ERROR_CODE.matcher(message == null ? "" : message);
        String kind = e.getClass().getSimpleName() + (code.find() ? ", LDAP error code " + code.group(1) : "");
        Throwable cause = e.getRootCause();
        return new DirectoryException(
                what + ": the directory " + whatItDid(e) + " (" + kind + ")",
                cause instanceof IOException ? cause : null,
                DirectoryFailure.of(e));
    }

    private static String whatItDid(NamingException e) {
        if (e instanceof NameNotFoundException) {
            return "has no such entry";
        } else if (e instanceof AuthenticationException) {
            return "refused the bind";
        } else if (e instanceof NoPermissionException) {
            return "does not permit it";
        } else if (e instanceof LimitExceededException || e instanceof InsufficientResourcesException) {
            return "cut the answer short at a limit of its own";
        } else if (e instanceof PartialResultException || e instanceof ReferralException) {
            return "sent elsewhere for the rest of the answer; choose bases that one server holds";
        } else if (isUnreachable(e)) {
            return "could not be reached";
        } else if (e instanceof InvalidSearchFilterException) {
            return "or its client does not understand the filter";
        }
        return isTimeout(e) ? "did not answer in time" : "gave no whole answer";
    }

    private static boolean isUnreachable(NamingException e) {
        return e instanceof CommunicationException || e instanceof ServiceUnavailableException;
    }

    /** JNDI has no exception of its own for it. */
    private static boolean isTimeout(NamingException e) {
        String message = e.getMessage();
        return message != null && message.contains("timed out");
    }
}
