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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./benchmarks/run} runs. Ends with 0 whatever the numbers are, with 1 when something went wrong, with 2 for
 * options it cannot read.
 */
public final class Benchmarks {
    private static final String TOKENS = "tokens";
    private static final String IMPORTS = "imports";
    private static final String LDAP = "ldap";

    private Benchmarks() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), new Screen(out)));
    }

    private static int run(List<String> arguments, Screen screen) {
        Runnable benchmark;
        try {
            benchmark = benchmark(arguments, screen);
        } catch (IllegalArgumentException e) {
            screen.plain("benchmarks: " + e.getMessage() + " (./benchmarks/run --help lists the options)");
            return 2;
        }
        try {
            benchmark.run();
            return 0;
        } catch (BenchmarkFailedException | DemoException | ServerFailedException e) {
            screen.plain("benchmarks: " + e.getMessage());
            return 1;
        } catch (RuntimeException e) { // whatever it is, the person at the screen has to be told
            screen.failure(e);
            return 1;
        }
    }

    private static Runnable benchmark(List<String> arguments, Screen screen) {
        String name = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        switch (name) {
            case TOKENS -> {
                BenchmarkOptions options = BenchmarkOptions.parse(rest);
                return () -> measure(
                        options.data(),
                        options.report(),
                        screen,
                        (project, data) -> new TokensRun(project, options, screen)
                                .run(data)
                                .markdown());
            }
            case IMPORTS -> {
                ImportOptions options = ImportOptions.parse(rest);
                return () -> measure(
                        options.data(),
                        options.report(),
                        screen,
                        (project, data) -> new ImportsRun(project, options, screen)
                                .run(data)
                                .markdown());
            }
            case LDAP -> {
                LdapOptions options = LdapOptions.parse(rest);
                return () -> measure(
                        options.data(),
                        options.report(),
                        screen,
                        (project, data) ->
                                new LdapRun(project, options, screen).run(data).markdown());
            }
            default ->
                throw new IllegalArgumentException("name a benchmark: " + TOKENS + ", " + IMPORTS + " or " + LDAP);
        }
    }

    private static void measure(
            @Nullable Path chosen,
            @Nullable Path report,
            Screen screen,
            BiFunction<Project, DataFolder, String> benchmark) {
        Project project = Project.ofLauncher();
        try (DataFolder data = DataFolder.open(dataFolder(project, chosen))) {
            String markdown = benchmark.apply(project, data);
            screen.plain("\n" + markdown);
            write(markdown, project, report);
        }
    }

    private static Path dataFolder(Project project, @Nullable Path chosen) {
        return chosen == null
                ? project.root().resolve("benchmarks/target/data")
                : project.directory().resolve(chosen);
    }

    private static void write(String markdown, Project project, @Nullable Path file) {
        if (file != null) {
            try {
                Files.writeString(project.directory().resolve(file), markdown);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
