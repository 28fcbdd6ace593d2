package dev.rolecall.access;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** The customers of a realm and their deployments, as of this transaction. The system is none of them. */
public interface AccessObjects {
    long countCustomers();

    /** Aliases, sorted. */
    List<String> customers(int first, int max);

    /** A customer's deployments by name, sorted, with the ids of their groups; nothing where there is no such customer. */
    Optional<NavigableMap<String, String>> deployments(String customer);
}
