package dev.rolecall.benchmarks;

import dev.rolecall.demo.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.CRC32;

/** Makes the databases of a run, or finds them as an earlier run of the same size has left them. */
final class Preparation {
    /** One customer in the realm to be measured. */
    static final String BASE = "rolecall_base";

    /** Counts up when the contents of these databases change. */
    private static final int LAYOUT = 1;

    private final Stack stack;
    private final Screen screen;
    private final String note;

    Preparation(Stack stack, Project project, Screen screen) {
        this.stack = stack;
        this.screen = screen;
        this.note = "layout " + LAYOUT + ", realm " + checksum(project);
    }

    /** The database with so many customers. */
    String database(int customers, boolean fresh) {
        String name = "rolecall_" + customers;
        if (!fresh && isThere(BASE) && isThere(name)) {
            screen.line("The database with " + customers + " customers is there.");
            return name;
        }
        if (fresh || !isThere(BASE)) {
            makeBase();
        }
        screen.line("Filling the database …");
        stack.databases().copy(BASE, name);
        Population.fill(
                stack.databases(),
                name,
                customers,
                done -> screen.line("  " + done + " of " + customers + " customers"));
        stack.databases().writeNote(name, note);
        return name;
    }

    private void makeBase() {
        screen.line("Making the realm …");
        stack.databases().create(BASE);
        try (RunningServer server = stack.server(BASE)) {
            new BenchmarkRealm(server.administration()).prepare();
            new ReferenceCustomer(server.administration(), server.realm(BenchmarkRealm.NAME)).create();
        }
        stack.databases().writeNote(BASE, note);
    }

    private boolean isThere(String name) {
        return stack.databases().note(name).filter(note::equals).isPresent();
    }

    /** Tells one realm file from another. */
    static String checksum(Project project) {
        try {
            CRC32 sum = new CRC32();
            sum.update(Files.readAllBytes(project.realm()));
            return Long.toHexString(sum.getValue());
        } catch (IOException e) {
            throw new BenchmarkFailedException("the realm file cannot be read", e);
        }
    }
}
