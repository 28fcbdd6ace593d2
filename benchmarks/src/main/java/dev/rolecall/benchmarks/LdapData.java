package dev.rolecall.benchmarks;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who is in the directory, and in which groups: each person in ten, spread over all. A group stands for a role on one of the
 * ten deployments of a customer, and says so in its name.
 */
record LdapData(int people, int groups) {
    static final String BASE = "dc=rolecall,dc=test";
    static final String PEOPLE = "ou=people," + BASE;
    static final String GROUPS = "ou=groups," + BASE;
    static final String BIND_DN = "cn=admin," + BASE;
    static final int GROUPS_OF_A_PERSON = 10;
    static final int DEPLOYMENTS_OF_A_CUSTOMER = 10;

    private static final List<String> SUFFIXES = List.of("viewers", "managers", "admins");

    /** What the groups give: one rule for each role. */
    static List<String> rules() {
        return List.of(rule("viewers", "VIEW"), rule("managers", "MANAGE"), rule("admins", "ADMIN"));
    }

    private static String rule(String suffix, String role) {
        return "pattern(cn=(?<customer>c\\d+)-(?<deployment>d\\d+)-" + suffix + "," + GROUPS + ") -> " + role
                + "@${customer}/${deployment}";
    }

    /** Also the password. */
    String uid(int person) {
        return "u" + person;
    }

    /** Finds at most a ninth of the people, and somebody in each directory that is large enough. */
    String filterOfSome() {
        return "(uid=" + uid(9) + "*)";
    }

    String personDn(int person) {
        return "uid=" + uid(person) + "," + PEOPLE;
    }

    String groupName(int group) {
        return customer(group / DEPLOYMENTS_OF_A_CUSTOMER) + "-" + deployment(group % DEPLOYMENTS_OF_A_CUSTOMER) + "-"
                + SUFFIXES.get(group % SUFFIXES.size());
    }

    String groupDn(int group) {
        return "cn=" + groupName(group) + "," + GROUPS;
    }

    boolean isGroup(String name) {
        return name.matches("c\\d+-d\\d+-(" + String.join("|", SUFFIXES) + ")");
    }

    List<String> customers() {
        return IntStream.rangeClosed(0, (groups - 1) / DEPLOYMENTS_OF_A_CUSTOMER)
                .mapToObj(LdapData::customer)
                .toList();
    }

    static List<String> deployments() {
        return IntStream.range(0, DEPLOYMENTS_OF_A_CUSTOMER)
                .mapToObj(LdapData::deployment)
                .toList();
    }

    private static String customer(int number) {
        return "c" + number;
    }

    private static String deployment(int number) {
        return "d" + number;
    }

    int[] groupsOf(int person) {
        return IntStream.range(0, GROUPS_OF_A_PERSON)
                .map(each -> (person + each * groups / GROUPS_OF_A_PERSON) % groups)
                .toArray();
    }

    /** Everything, in the order in which entries can be added; {@code memberOf} too, which only a running server keeps. */
    void write(Writer ldif) throws IOException {
        entry(ldif, BASE, "objectClass: organization", "objectClass: dcObject", "o: Rolecall", "dc: rolecall");
        entry(ldif, PEOPLE, "objectClass: organizationalUnit", "ou: people");
        entry(ldif, GROUPS, "objectClass: organizationalUnit", "ou: groups");
        List<List<String>> members = new ArrayList<>();
        IntStream.range(0, groups).forEach(group -> members.add(new ArrayList<>()));
        for (int person = 0; person < people; person++) {
            List<String> lines = new ArrayList<>(List.of(
                    "objectClass: inetOrgPerson",
                    "uid: " + uid(person),
                    "cn: Pat " + person,
                    "sn: Person",
                    "mail: " + uid(person) + "@people.test",
                    "userPassword: " + uid(person)));
            for (int group : groupsOf(person)) {
                lines.add("memberOf: " + groupDn(group));
                members.get(group).add("member: " + personDn(person));
            }
            entry(ldif, personDn(person), lines.toArray(String[]::new));
        }
        for (int group = 0; group < groups; group++) {
            List<String> lines = new ArrayList<>(List.of("objectClass: groupOfNames", "cn: " + groupName(group)));
            lines.add("member: " + BIND_DN); // a group has somebody in it
            lines.addAll(members.get(group));
            entry(ldif, groupDn(group), lines.toArray(String[]::new));
        }
    }

    private static void entry(Writer ldif, String dn, String... lines) throws IOException {
        ldif.write("dn: " + dn + "\n");
        for (String line : Arrays.asList(lines)) {
            ldif.write(line + "\n");
        }
        ldif.write("\n");
    }
}
