package dev.rolecall.ldap.keycloak;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whole directories that one node reads for administrators' questions. Each stands in its memory meanwhile, and whoever may
 * only look must not be able to fill that. Thread-safe.
 */
final class Readings {
    /** Of different mappers. */
    static final int MOST = 2;

    private final Set<String> mappers = new HashSet<>();

    /** Nothing if the directory is being read for that mapper already, or for as many others as there may be. */
    <T> Optional<T> tryTo(String mapper, Supplier<T> read) {
        if (!begin(mapper)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.get());
        } finally {
            end(mapper);
        }
    }

    private synchronized boolean begin(String mapper) {
        return mappers.size() < MOST && mappers.add(mapper);
    }

    private synchronized void end(String mapper) {
        mappers.remove(mapper);
    }
}
