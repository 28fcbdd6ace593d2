package dev.rolecall.benchmarks;

/** A request for tokens, by what Keycloak knows of the person. */
enum LdapLogin {
    FIRST("first login"),
    SECOND("second login"),
    CACHED("third login, in the cache"),
    UNCACHED("login, not in the cache"),
    REFRESH("refresh");

    private final String label;

    LdapLogin(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** With a password. */
    boolean isLogin() {
        return this != REFRESH;
    }
}
