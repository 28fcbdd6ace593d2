package dev.rolecall.sync;

import dev.rolecall.access.Origin;
import dev.rolecall.people.ChunkListener;
import dev.rolecall.people.PeopleUpsert;
import dev.rolecall.people.Row;
import dev.rolecall.people.RowResult;
import dev.rolecall.people.RowStatus;
import dev.rolecall.people.Trace;
import dev.rolecall.people.UpsertRules;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.Gate;
import dev.rolecall.sync.gate.RealmJob;
import dev.rolecall.sync.gate.Refusal;
import dev.rolecall.sync.rows.Columns;
import dev.rolecall.sync.rows.ProfileAttributes;
import dev.rolecall.sync.rows.RowBlocks;
import dev.rolecall.sync.rows.RowFormat;
import dev.rolecall.sync.rows.RowReader;
import dev.rolecall.sync.rows.RowResultRepresentation;
import dev.rolecall.sync.rows.SeenKeys;
import dev.rolecall.sync.source.Source;
import dev.rolecall.sync.source.SourceSettings;
import dev.rolecall.sync.source.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Applies the rows of one request. */
final class RowSync {
    static final int MOST_ROWS = 10_000;

    private final KeycloakSessionFactory factory;
    private final Caller caller;
    private final UpsertRules rules;
    private final Columns columns;

    private RowSync(KeycloakSessionFactory factory, Caller caller, UpsertRules rules, Columns columns) {
        this.factory = factory;
        this.caller = caller;
        this.rules = rules;
        this.columns = columns;
    }

    /** With the rules of the source the caller's client is bound to; a client without one gets the defaults. */
    static RowSync of(KeycloakSessionFactory factory, Gate gate, Caller caller, @Nullable String source) {
        return RealmJob.in(factory, caller.realmId(), (session, realm) -> {
            Optional<Source> chosen = new Sources(realm).chosen(gate, caller, source);
            SourceSettings settings = chosen.map(Source::settings).orElse(SourceSettings.DEFAULT);
            String origin = chosen.map(Source::id).orElse(caller.clientId());
            return new RowSync(
                    factory,
                    caller,
                    new UpsertRules(
                            settings.rules(new Origin(Origin.Kind.SYNC, origin)),
                            caller.actor(),
                            settings.takesOverProviderAccounts(),
                            Trace.EVENTS),
                    ProfileAttributes.columns(session, settings.terms()));
        });
    }

    /**
     * Reads the body twice: whether it can be read to its end is known before the first row is applied.
     *
     * @throws dev.rolecall.sync.rows.UnreadableBodyException when it cannot; then nothing was applied
     */
    SyncRepresentation apply(RowFormat format, byte[] body) {
        try {
            if (count(format, body) > MOST_ROWS) {
                throw Refusal.unprocessable("A request has at most " + MOST_ROWS + " rows; send more as an import.");
            }
            return applyCounted(format, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot be: the bytes are in memory
        }
    }

    private long count(RowFormat format, byte[] body) throws IOException {
        try (RowReader reader = format.open(new ByteArrayInputStream(body), columns)) {
            long rows = 0;
            while (rows <= MOST_ROWS && reader.next() != null) {
                rows++;
            }
            return rows;
        }
    }

    private SyncRepresentation applyCounted(RowFormat format, byte[] body) throws IOException {
        PeopleUpsert upsert = new PeopleUpsert(factory, caller.realmId());
        Tally tally = new Tally();
        try (RowReader reader = format.open(new ByteArrayInputStream(body), columns)) {
            RowBlocks blocks = new RowBlocks(reader);
            List<Row> rows = tally.once(blocks.next());
            List<Row> next = tally.once(blocks.next());
            if (next.isEmpty()) {
                upsert.apply(rules, rows, tally);
            } else {
                applyBlocks(upsert, blocks, rows, next, tally);
            }
            return tally.representation(reader.warnings());
        }
    }

    /** What is in the way of names in later blocks comes last. */
    private void applyBlocks(PeopleUpsert upsert, RowBlocks blocks, List<Row> first, List<Row> second, Tally tally)
            throws IOException {
        List<Row> deferred = new ArrayList<>();
        List<Row> rows = first;
        List<Row> next = second;
        while (!rows.isEmpty()) {
            if (deferred.size() + rows.size() <= PeopleUpsert.MOST_DEFERRED) {
                upsert.applyOrDefer(rules, rows, tally);
                rows.stream().filter(tally::isDeferred).forEach(deferred::add);
            } else {
                upsert.apply(rules, rows, tally);
            }
            rows = next;
            next = rows.isEmpty() ? rows : tally.once(blocks.next());
        }
        upsert.applyDeferred(rules, deferred, tally);
    }

    /** The latest result of each row, by its line, and which keys were there. */
    private static final class Tally implements ChunkListener, SeenKeys {
        private final Set<String> keys = new HashSet<>();
        private final SortedMap<Long, RowResultRepresentation> results = new TreeMap<>();

        @Override
        public Set<String> among(Set<String> wanted) {
            Set<String> met = wanted.stream().filter(keys::contains).collect(Collectors.toSet());
            keys.addAll(wanted);
            return met;
        }

        /** Called again for the halves when the commit of the whole failed. */
        @Override
        public void applied(KeycloakSession session, List<RowResult> applied) {
            applied.forEach(result -> results.put(result.line(), RowResultRepresentation.of(result)));
        }

        boolean isDeferred(Row row) {
            RowResultRepresentation result = results.get(row.line());
            return result != null && result.status().equals(RowStatus.DEFERRED.wire());
        }

        SyncRepresentation representation(List<String> warnings) {
            return new SyncRepresentation(
                    results.size(),
                    count(RowStatus.CREATED),
                    count(RowStatus.UPDATED),
                    count(RowStatus.UNCHANGED),
                    count(RowStatus.REJECTED),
                    warnings,
                    List.copyOf(results.values()));
        }

        private long count(RowStatus status) {
            return results.values().stream()
                    .filter(result -> result.status().equals(status.wire()))
                    .count();
        }
    }
}
