package dev.rolecall.ldap.directory;

import java.util.Collection;
import java.util.List;
import javax.naming.ldap.LdapName;

/** Search filters (RFC 4515) in which no value can become anything else than a value. */
final class Filter {
    static final String ANYTHING = "(objectClass=*)";
    private static final String IN_CHAIN = ":1.2.840.113556.1.4.1941:";

    private Filter() {}

    static String equal(String attribute, String value) {
        return "(" + attribute + "=" + escaped(value) + ")";
    }

    static String equal(String attribute, LdapName dn) {
        return equal(attribute, dn.toString());
    }

    static String present(String attribute) {
        return "(" + attribute + "=*)";
    }

    /** Of binary syntax, such as a SID. */
    static String equal(String attribute, byte[] value) {
        StringBuilder filter = new StringBuilder("(").append(attribute).append('=');
        for (byte b : value) {
            filter.append(String.format("\\%02x", b));
        }
        return filter.append(')').toString();
    }

    /** Active Directory: the value or any group it is in, however deep. */
    static String inChain(String attribute, LdapName dn) {
        return equal(attribute + IN_CHAIN, dn.toString());
    }

    static String any(Collection<String> filters) {
        return filters.size() == 1 ? filters.iterator().next() : "(|" + String.join("", filters) + ")";
    }

    static String all(List<String> filters) {
        return filters.size() == 1 ? filters.get(0) : "(&" + String.join("", filters) + ")";
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '(' || c == ')' || c == '*' || c == '\\' || c == 0x7f) {
                escaped.append(String.format("\\%02x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        // a space at either end would be trimmed by some
        return escaped.toString().replaceAll("^ | $", "\\\\20");
    }

    /** Whether an administrator's text is one filter, so that it can stand among others without changing them. */
    static boolean isOneFilter(String text) {
        if (!text.startsWith("(") || !text.endsWith(")")) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0 && i < text.length() - 1) {
                return false;
            }
        }
        return depth == 0;
    }
}
