package dev.rolecall.benchmarks;

/** What is synchronized, in this order. */
enum LdapSync {
    FIRST("full sync, nobody is there", false),
    GROUPS("groups only, after it", true),
    SECOND("full sync again", false),
    GROUPS_AGAIN("groups only, again", true);

    private final String label;
    private final boolean ofMapper;

    LdapSync(String label, boolean ofMapper) {
        this.label = label;
        this.ofMapper = ofMapper;
    }

    String label() {
        return label;
    }

    /** By the mapper's own action, and not the provider's. */
    boolean isOfMapper() {
        return ofMapper;
    }
}
