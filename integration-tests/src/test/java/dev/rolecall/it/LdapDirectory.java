package dev.rolecall.it;

/**
 * People and groups of a {@link Slapd} for tests of logins: people in {@code ou=people} and {@code ou=guests} with their name
 * as password, groups in {@code ou=groups} and in {@code ou=attic} below it. Who is called like a guest is one.
 */
final class LdapDirectory {
    static final String BASE = Slapd.BASE;
    static final String PEOPLE = Slapd.PEOPLE;
    static final String GROUPS = Slapd.GROUPS;
    static final String GUESTS = "ou=guests," + BASE;
    static final String ATTIC = "ou=attic," + GROUPS;

    private final Slapd slapd;

    LdapDirectory(Slapd slapd) {
        this.slapd = slapd;
        slapd.branch(BASE, "guests");
        slapd.branch(GROUPS, "attic");
    }

    String url() {
        return slapd.url();
    }

    private static String person(String uid) {
        return Slapd.below(uid.startsWith("guest") ? GUESTS : PEOPLE, "uid", uid);
    }

    /** The answer is the name. */
    String addPerson(String uid) {
        String dn = slapd.person(uid);
        if (!dn.equals(person(uid))) {
            slapd.move(dn, GUESTS);
        }
        return uid;
    }

    void removePerson(String uid) {
        slapd.delete(person(uid));
    }

    /** With nobody in it who logs in; the answer is its distinguished name. */
    String addGroup(String parent, String name) {
        return slapd.groupIn(parent, name);
    }

    void addTo(String group, String uid) {
        slapd.join(group, person(uid));
    }

    void removeFrom(String group, String uid) {
        slapd.leave(group, person(uid));
    }

    /** How many searches the directory got while that was done. */
    int searchesOf(Runnable work) {
        return slapd.searchesOf(work);
    }

    /** Nobody can connect any more, and who is connected is cut off. */
    void stop() {
        slapd.stop();
    }

    /** At the same address as before. */
    void restart() {
        slapd.startAgain();
    }
}
