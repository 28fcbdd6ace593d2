package dev.rolecall.benchmarks;

import dev.rolecall.demo.DataFolder;
import dev.rolecall.demo.Project;
import java.util.ArrayList;
import java.util.List;

/** The benchmark {@code tokens}: the access model at the size of a large realm. */
final class TokensRun {
    private static final String START = "rolecall_start";

    private final Project project;
    private final BenchmarkOptions options;
    private final Screen screen;
    private final List<TokenResult> tokens = new ArrayList<>();
    private final List<CustomerResult> customers = new ArrayList<>();
    private final List<AccessResult> access = new ArrayList<>();

    TokensRun(Project project, BenchmarkOptions options, Screen screen) {
        this.project = project;
        this.options = options;
        this.screen = screen;
    }

    Report run(DataFolder data) {
        screen.line("Preparing the server and its database …");
        try (Stack stack = Stack.start(project, data, options.heap(), options.postgresBin())) {
            String database = new Preparation(stack, project, screen).database(options.customers(), options.fresh());
            DatabaseSize size = DatabaseSize.of(stack.databases(), database);
            screen.line(size.toString());
            if (options.steps().contains(Step.CUSTOMERS)) {
                createAtTheStart(stack);
            }
            screen.line("Starting the server …");
            try (RunningServer server = stack.server(database)) {
                measure(server, size);
            }
            return new Report(setting(stack, size), tokens, customers, access);
        }
    }

    /** In a realm with next to nothing in it, on a copy that is thrown away. */
    private void createAtTheStart(Stack stack) {
        stack.databases().copy(Preparation.BASE, START);
        long before = DatabaseSize.of(stack.databases(), START).customers();
        try (RunningServer server = stack.server(START)) {
            customers.addAll(new CustomerBenchmark(server, options, screen).run(before));
        } finally {
            stack.databases().drop(START);
        }
    }

    private void measure(RunningServer server, DatabaseSize size) {
        if (options.steps().contains(Step.CUSTOMERS)) { // first, on a server as cold as the one at the start
            customers.addAll(new CustomerBenchmark(server, options, screen).run(size.customers()));
        }
        if (options.steps().contains(Step.TOKENS)) {
            tokens.addAll(new TokenBenchmark(server, options, screen).run());
        }
        if (options.steps().contains(Step.ACCESS)) {
            access.addAll(new AccessBenchmark(server, options, screen).run());
        }
    }

    private List<String> setting(Stack stack, DatabaseSize size) {
        return List.of(
                Machine.setting(project, options.heap(), stack.databases()),
                size.toString(),
                Numbers.text(
                        "%d rounds of %d requests over %d connections, after %,d to warm up; %d customers created each way",
                        options.rounds(),
                        options.requests(),
                        options.connections(),
                        options.warmUp(),
                        options.created()));
    }
}
