package dev.rolecall.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** A way to make a customer with ten deployments and the default role groups of all of them. */
interface CustomerCreation {
    List<String> ROLES = List.of("VIEW", "MANAGE", "ADMIN");

    List<String> DEPLOYMENTS =
            IntStream.rangeClosed(1, 10).mapToObj("deployment-%02d"::formatted).toList();

    String label();

    String realm();

    void create(String alias);
}
