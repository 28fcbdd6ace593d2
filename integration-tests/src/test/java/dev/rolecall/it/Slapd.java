package dev.rolecall.it;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldif.LDIFException;
import dev.rolecall.demo.Ports;
import dev.rolecall.demo.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * OpenLDAP as Debian has it, with the memberOf overlay, LDAPS and StartTLS, on free ports of the loopback address. It begins
 * with {@code ou=people} and {@code ou=groups}; the password of a person is the uid. Everything it was asked stands in its log.
 */
final class Slapd implements AutoCloseable {
    static final String BASE = "dc=rolecall,dc=test";
    static final String PEOPLE = "ou=people," + BASE;
    static final String GROUPS = "ou=groups," + BASE;
    static final String BIND_DN = "cn=admin," + BASE;
    static final String PASSWORD = "admin";
    /** Whose answers end at {@link #LIMIT} entries; the password is the same. */
    static final String LIMITED_DN = "cn=limited," + BASE;

    static final int LIMIT = 50;

    private static final Path PROGRAM = Path.of("/usr/sbin/slapd");
    private static final Path SCHEMA = Path.of("/etc/ldap/schema");
    private static final Path MODULES = Path.of("/usr/lib/ldap");
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofSeconds(10);

    private final Path folder;
    private final Path log;
    private final List<Integer> ports = Ports.free(2);
    private final Thread hook = new Thread(this::kill, "end-of-slapd");
    private @Nullable Process process;
    private @Nullable LDAPConnection administration;

    private Slapd(Path folder) {
        this.folder = folder;
        this.log = folder.resolve("slapd.log");
    }

    /** Null where it can be started; otherwise what is missing. */
    static @Nullable String missing() {
        for (Path needed : List.of(PROGRAM, SCHEMA.resolve("inetorgperson.schema"), MODULES.resolve("memberof.so"))) {
            if (!Files.exists(needed)) {
                return needed + " is missing: install the Debian package slapd";
            }
        }
        return null;
    }

    /** Empty but for its branches; what was in the folder is deleted. */
    static Slapd start(Path folder) {
        try {
            Trees.delete(folder);
            Files.createDirectories(folder.resolve("data"));
            TestCertificate.of("127.0.0.1").writeTo(folder);
            Slapd slapd = new Slapd(folder);
            slapd.configure();
            Runtime.getRuntime().addShutdownHook(slapd.hook);
            slapd.startAgain();
            slapd.addBranches();
            return slapd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure() throws IOException {
        String configuration = """
                include SCHEMA/core.schema
                include SCHEMA/cosine.schema
                include SCHEMA/nis.schema
                include SCHEMA/inetorgperson.schema
                pidfile FOLDER/slapd.pid
                argsfile FOLDER/slapd.args
                modulepath MODULES
                moduleload back_mdb
                moduleload memberof
                moduleload refint
                TLSCertificateFile FOLDER/certificate.pem
                TLSCertificateKeyFile FOLDER/key.pem
                TLSVerifyClient never
                sizelimit unlimited
                threads 4
                database mdb
                maxsize 1073741824
                suffix "BASE"
                rootdn "BIND_DN"
                rootpw PASSWORD
                directory FOLDER/data
                dbnosync
                index objectClass,entryUUID,entryCSN eq
                index uid,cn eq,sub
                index member,memberUid,uniqueMember eq
                access to attrs=userPassword by anonymous auth by * none
                access to * by users read by anonymous auth
                limits dn.exact="LIMITED" size=LIMIT size.prtotal=LIMIT
                overlay memberof
                memberof-group-oc groupOfNames
                memberof-member-ad member
                memberof-memberof-ad memberOf
                memberof-refint TRUE
                overlay refint
                refint_attributes member
                refint_nothing BIND_DN
                """.replace("SCHEMA", SCHEMA.toString())
                .replace("MODULES", MODULES.toString())
                .replace("FOLDER", folder.toString())
                .replace("BIND_DN", BIND_DN)
                .replace("LIMITED", LIMITED_DN)
                .replace("LIMIT", Integer.toString(LIMIT))
                .replace("PASSWORD", PASSWORD)
                .replace("BASE", BASE);
        Files.writeString(folder.resolve("slapd.conf"), configuration);
    }

    private void addBranches() {
        add(BASE, "objectClass: organization", "objectClass: dcObject", "o: Rolecall", "dc: rolecall");
        add(PEOPLE, "objectClass: organizationalUnit", "ou: people");
        add(GROUPS, "objectClass: organizationalUnit", "ou: groups");
        add(
                LIMITED_DN,
                "objectClass: organizationalRole",
                "objectClass: simpleSecurityObject",
                "cn: limited",
                "userPassword: " + PASSWORD);
    }

    // its life

    /** On the same ports with the same data. */
    void startAgain() {
        try {
            process = new ProcessBuilder(
                            PROGRAM.toString(),
                            "-f",
                            folder.resolve("slapd.conf").toString(),
                            "-h",
                            url() + "/ " + ldapsUrl() + "/",
                            "-d",
                            "stats")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                administration = new LDAPConnection("127.0.0.1", ports.get(0), BIND_DN, PASSWORD);
                return;
            } catch (LDAPException e) {
                if (!running().isAlive() || System.nanoTime() > end) {
                    kill();
                    throw new IllegalStateException("slapd does not start, see " + log, e);
                }
                pause(Duration.ofMillis(50));
            }
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process running() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("slapd was not started");
        }
        return running;
    }

    /** Nobody listens any more. */
    void stop() {
        closeAdministration();
        running().destroy();
        try {
            if (!running().waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** It takes connections and questions, and says nothing until {@link #goOn()}. */
    void freeze() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(running().pid()))
                    .start();
            if (!kill.waitFor(END.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("slapd did not get the signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private void closeAdministration() {
        LDAPConnection open = administration;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    // where it is

    int port() {
        return ports.get(0);
    }

    String url() {
        return "ldap://127.0.0.1:" + ports.get(0);
    }

    String ldapsUrl() {
        return "ldaps://127.0.0.1:" + ports.get(1);
    }

    /** What a client must trust, in PEM. */
    Path certificate() {
        return folder.resolve("certificate.pem");
    }

    // what it was asked

    /** Every search so far as its log has it: base, scope, filter. */
    List<String> searches() {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains(" SRCH base="))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many searches it got while that was done. */
    int searchesOf(Runnable work) {
        int before = searches().size();
        work.run();
        return searches().size() - before;
    }

    // what is in it

    /** The name, with whatever characters, as a distinguished name below the parent. */
    static String below(String parent, String attribute, String name) {
        try {
            return new DN(new RDN(attribute, name), new DN(parent)).toString();
        } catch (LDAPException e) {
            throw new IllegalArgumentException(parent, e);
        }
    }

    /** Adds an organizational unit; the answer is its distinguished name, as with all that add. */
    String branch(String parent, String name) {
        return add(new Entry(below(parent, "ou", name)), "organizationalUnit");
    }

    String person(String uid) {
        return person(below(PEOPLE, "uid", uid), uid, uid);
    }

    /** Whose distinguished name begins with another name than the uid. */
    String personNamed(String name, String uid) {
        return person(below(PEOPLE, "cn", name), name, uid);
    }

    private String person(String dn, String name, String uid) {
        Entry entry = new Entry(dn);
        entry.addAttribute("cn", name);
        entry.addAttribute("uid", uid);
        entry.addAttribute("sn", "Person");
        entry.addAttribute("givenName", "Pat");
        entry.addAttribute("mail", "p" + Integer.toHexString(uid.hashCode()) + "@people.test");
        entry.addAttribute("userPassword", uid);
        return add(entry, "inetOrgPerson");
    }

    /** A groupOfNames in {@link #GROUPS}. */
    String group(String name, String... members) {
        return groupIn(GROUPS, name, members);
    }

    /** @param members distinguished names of people or groups; without any, the administrator stands in */
    String groupIn(String parent, String name, String... members) {
        Entry entry = new Entry(below(parent, "cn", name));
        entry.addAttribute("member", members.length == 0 ? List.of(BIND_DN) : Arrays.asList(members));
        return add(entry, "groupOfNames");
    }

    String uniqueGroup(String name, String... members) {
        Entry entry = new Entry(below(GROUPS, "cn", name));
        entry.addAttribute("uniqueMember", members);
        return add(entry, "groupOfUniqueNames");
    }

    /** @param members their uids */
    String posixGroup(String name, String... members) {
        Entry entry = new Entry(below(GROUPS, "cn", name));
        entry.addAttribute("gidNumber", "4711");
        entry.addAttribute("memberUid", members);
        return add(entry, "posixGroup");
    }

    private String add(Entry entry, String objectClass) {
        entry.addAttribute("objectClass", objectClass);
        run(connection -> connection.add(entry));
        return entry.getDN();
    }

    private void add(String dn, String... ldif) {
        List<String> lines = new ArrayList<>(List.of("dn: " + dn));
        lines.addAll(Arrays.asList(ldif));
        run(connection -> connection.add(lines.toArray(String[]::new)));
    }

    void join(String group, String member) {
        run(connection -> connection.modify(group, new Modification(ModificationType.ADD, "member", member)));
    }

    void leave(String group, String member) {
        run(connection -> connection.modify(group, new Modification(ModificationType.DELETE, "member", member)));
    }

    /** Under another parent, with what refers to it. */
    String move(String dn, String parent) {
        try {
            RDN own = new DN(dn).getRDN();
            run(connection -> connection.modifyDN(dn, own.toString(), true, parent));
            return new DN(own, new DN(parent)).toString();
        } catch (LDAPException e) {
            throw new IllegalArgumentException(dn, e);
        }
    }

    void delete(String dn) {
        run(connection -> connection.delete(dn));
    }

    private void run(Step step) {
        LDAPConnection open = administration;
        if (open == null) {
            throw new IllegalStateException("slapd was not started");
        }
        try {
            step.with(open);
        } catch (LDAPException | LDIFException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private interface Step {
        void with(LDAPConnection connection) throws LDAPException, LDIFException;
    }
}
