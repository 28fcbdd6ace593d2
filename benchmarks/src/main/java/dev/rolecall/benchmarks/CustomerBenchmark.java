package dev.rolecall.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates customers each way in turn, one after the other, and removes them again. */
final class CustomerBenchmark {
    private static final int AT_ONCE = 10;
    private static final String ALIAS = "new-";

    private final RunningServer server;
    private final BenchmarkOptions options;
    private final Screen screen;
    private int made;

    CustomerBenchmark(RunningServer server, BenchmarkOptions options, Screen screen) {
        this.server = server;
        this.options = options;
        this.screen = screen;
    }

    /** @param before how many customers the database holds */
    List<CustomerResult> run(long before) {
        screen.line("Creating customers, %d there already …".formatted(before));
        removeAll(); // what an interrupted run may have left
        List<CustomerCreation> ways = ways();
        Map<CustomerCreation, List<Measurement>> measured = new LinkedHashMap<>();
        ways.forEach(this::warmUp);
        for (int done = 0; done < options.created(); done += AT_ONCE) {
            int count = Math.min(AT_ONCE, options.created() - done);
            for (CustomerCreation way : ways) {
                Measurement measurement = Measurement.of(server.clock(), () -> create(way, count));
                measured.computeIfAbsent(way, some -> new ArrayList<>()).add(measurement);
            }
        }
        removeAll();
        List<CustomerResult> results = new ArrayList<>();
        measured.forEach((way, rounds) -> results.add(new CustomerResult(way.label(), before, rounds)));
        results.forEach(result -> screen.line(
                Numbers.text("  %s: %.1f ms", result.way(), result.millis().median())));
        return results;
    }

    private void warmUp(CustomerCreation way) {
        create(way, Math.max(AT_ONCE, options.created()));
        new MadeCustomers(server.administration(), way.realm()).requireComplete(alias(made - 1));
    }

    private static String alias(int number) {
        return "%s%06d".formatted(ALIAS, number);
    }

    private List<CustomerCreation> ways() {
        List<CustomerCreation> ways = new ArrayList<>();
        RolecallCalls own = new RolecallCalls(server.realm(BenchmarkRealm.NAME));
        if (own.isOffered()) {
            ways.add(own);
        }
        ways.add(new OrganizationCalls(server.administration(), BenchmarkRealm.NAME, true));
        ways.add(new OrganizationCalls(server.administration(), BenchmarkRealm.STOCK_NAME, false));
        return ways;
    }

    private Load.Outcome create(CustomerCreation way, int count) {
        List<Double> millis = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long before = System.nanoTime();
            way.create(alias(made++));
            millis.add((System.nanoTime() - before) / 1e6);
        }
        return new Load.Outcome(millis, Duration.ofNanos(System.nanoTime() - start), new KeepAlive.Reply(200, ""));
    }

    private void removeAll() {
        for (String realm : List.of(BenchmarkRealm.NAME, BenchmarkRealm.STOCK_NAME)) {
            new MadeCustomers(server.administration(), realm).remove(ALIAS);
        }
    }
}
