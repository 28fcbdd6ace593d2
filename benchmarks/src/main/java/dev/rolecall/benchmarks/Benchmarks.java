package dev.rolecall.benchmarks;

import dev.rolecall.demo.DataFolder;
import dev.rolecall.demo.DemoException;
import dev.rolecall.demo.Project;
import dev.rolecall.demo.ServerFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code ./benchmarks/run} runs. Ends with 0 whatever the numbers are, with 1 when something went wrong, with 2 for
 * options it cannot read.
 */
public final class Benchmarks {
    private static final String TOKENS = "tokens";

    private Benchmarks() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), new Screen(out)));
    }

    private static int run(List<String> arguments, Screen screen) {
        BenchmarkOptions options;
        try {
            options = parse(arguments);
        } catch (IllegalArgumentException e) {
            screen.plain("benchmarks: " + e.getMessage() + " (./benchmarks/run --help lists the options)");
            return 2;
        }
        try {
            tokens(options, screen);
            return 0;
        } catch (BenchmarkFailedException | DemoException | ServerFailedException e) {
            screen.plain("benchmarks: " + e.getMessage());
            return 1;
        } catch (RuntimeException e) { // whatever it is, the person at the screen has to be told
            screen.failure(e);
            return 1;
        }
    }

    private static BenchmarkOptions parse(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.get(0).equals(TOKENS)) {
            throw new IllegalArgumentException("name a benchmark: " + TOKENS);
        }
        return BenchmarkOptions.parse(arguments.subList(1, arguments.size()));
    }

    private static void tokens(BenchmarkOptions options, Screen screen) {
        Project project = Project.ofLauncher();
        try (DataFolder data = DataFolder.open(dataFolder(project, options))) {
            String markdown = new TokensRun(project, options, screen).run(data).markdown();
            screen.plain("\n" + markdown);
            write(markdown, project, options);
        }
    }

    private static Path dataFolder(Project project, BenchmarkOptions options) {
        Path chosen = options.data();
        return chosen == null
                ? project.root().resolve("benchmarks/target/data")
                : project.directory().resolve(chosen);
    }

    private static void write(String markdown, Project project, BenchmarkOptions options) {
        Path file = options.report();
        if (file != null) {
            try {
                Files.writeString(project.directory().resolve(file), markdown);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
