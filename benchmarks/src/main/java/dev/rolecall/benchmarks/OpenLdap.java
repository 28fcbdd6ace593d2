package dev.rolecall.benchmarks;

import dev.rolecall.demo.Ports;
import dev.rolecall.demo.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.BasicAttribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import javax.naming.directory.ModificationItem;

/**
 * OpenLDAP as Debian has it, on a free port of the loopback address, with the memberOf overlay. Its log has every search, so
 * that they are counted and not guessed.
 */
final class OpenLdap implements AutoCloseable {
    static final String PASSWORD = "admin";

    private static final Path PROGRAM = Path.of("/usr/sbin/slapd");
    private static final Path LOADER = Path.of("/usr/sbin/slapadd");
    private static final Path SCHEMA = Path.of("/etc/ldap/schema");
    private static final Path MODULES = Path.of("/usr/lib/ldap");
    private static final Duration LOADING = Duration.ofMinutes(10);
    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final Path folder;
    private final Path log;
    private final int port = Ports.free();
    private final Process process;
    private final Thread hook;

    private OpenLdap(Path folder) throws IOException {
        this.folder = folder;
        this.log = folder.resolve("slapd.log");
        process = new ProcessBuilder(
                        PROGRAM.toString(), "-f", configuration().toString(), "-h", url() + "/", "-d", "stats")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        hook = new Thread(process::destroyForcibly, "end-of-slapd");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @throws BenchmarkFailedException with what to install, where it cannot be started */
    static void requireInstalled() {
        for (Path needed :
                List.of(PROGRAM, LOADER, SCHEMA.resolve("inetorgperson.schema"), MODULES.resolve("memberof.so"))) {
            if (!Files.exists(needed)) {
                throw new BenchmarkFailedException(
                        needed + " is missing: install OpenLDAP, on Debian and Ubuntu the package slapd");
            }
        }
    }

    /** With these people and groups in it; what was in the folder is deleted. */
    static OpenLdap start(Path folder, LdapData data) {
        requireInstalled();
        try {
            Trees.delete(folder);
            Files.createDirectories(folder.resolve("data"));
            Path ldif = folder.resolve("all.ldif");
            try (Writer writer = Files.newBufferedWriter(ldif)) {
                data.write(writer);
            }
            configure(folder);
            load(folder, ldif);
            OpenLdap started = new OpenLdap(folder);
            started.await();
            return started;
        } catch (IOException e) {
            throw new BenchmarkFailedException("slapd could not be started in " + folder, e);
        }
    }

    private static void configure(Path folder) throws IOException {
        String configuration = """
                include SCHEMA/core.schema
                include SCHEMA/cosine.schema
                include SCHEMA/inetorgperson.schema
                pidfile FOLDER/slapd.pid
                argsfile FOLDER/slapd.args
                modulepath MODULES
                moduleload back_mdb
                moduleload memberof
                sizelimit unlimited
                threads 4
                database mdb
                maxsize 4294967296
                suffix "BASE"
                rootdn "BIND_DN"
                rootpw PASSWORD
                directory FOLDER/data
                dbnosync
                index objectClass,entryUUID,entryCSN eq
                index uid,cn,mail,member eq
                access to attrs=userPassword by anonymous auth by * none
                access to * by users read by anonymous auth
                overlay memberof
                memberof-group-oc groupOfNames
                memberof-member-ad member
                memberof-memberof-ad memberOf
                """.replace("SCHEMA", SCHEMA.toString())
                .replace("MODULES", MODULES.toString())
                .replace("FOLDER", folder.toString())
                .replace("BIND_DN", LdapData.BIND_DN)
                .replace("PASSWORD", PASSWORD)
                .replace("BASE", LdapData.BASE);
        Files.writeString(folder.resolve("slapd.conf"), configuration);
    }

    private static void load(Path folder, Path ldif) throws IOException {
        Path output = folder.resolve("slapadd.log");
        Process loader = new ProcessBuilder(
                        LOADER.toString(),
                        "-q",
                        "-f",
                        folder.resolve("slapd.conf").toString(),
                        "-l",
                        ldif.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!hasEnded(loader, LOADING)) {
            loader.destroyForcibly();
            throw new BenchmarkFailedException("slapadd took longer than " + LOADING.toMinutes() + " minutes");
        }
        if (loader.exitValue() != 0) {
            throw new BenchmarkFailedException("slapadd ended with " + loader.exitValue() + ", see " + output);
        }
    }

    private void await() {
        long end = System.nanoTime() + STARTING.toNanos();
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new BenchmarkFailedException("slapd does not start, see " + log);
            }
            hasEnded(process, Duration.ofMillis(50));
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean hasEnded(Process process, Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailedException("interrupted", e);
        }
    }

    private Path configuration() {
        return folder.resolve("slapd.conf");
    }

    String url() {
        return "ldap://127.0.0.1:" + port;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Where its log ends now. */
    long mark() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A search is in the log before it is answered. */
    int searchesSince(long mark) {
        try (FileChannel channel = FileChannel.open(log)) {
            channel.position(mark);
            try (InputStream rest = Channels.newInputStream(channel)) {
                return SearchLog.searches(rest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // JNDI takes a Hashtable; it changes our own slapd and reads nothing
    void leave(String groupDn, String personDn) {
        Hashtable<String, String> how = new Hashtable<>();
        how.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        how.put(Context.PROVIDER_URL, url());
        how.put(Context.SECURITY_PRINCIPAL, LdapData.BIND_DN);
        how.put(Context.SECURITY_CREDENTIALS, PASSWORD);
        try {
            DirContext directory = new InitialDirContext(how);
            try {
                directory.modifyAttributes(groupDn, new ModificationItem[] {
                    new ModificationItem(DirContext.REMOVE_ATTRIBUTE, new BasicAttribute("member", personDn))
                });
            } finally {
                directory.close();
            }
        } catch (NamingException e) {
            throw new BenchmarkFailedException("slapd took nobody out of " + groupDn, e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!hasEnded(process, ENDING)) {
            process.destroyForcibly();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // it finds nothing left to do
        }
    }
}
