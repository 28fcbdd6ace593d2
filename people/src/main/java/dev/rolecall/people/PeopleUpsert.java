package dev.rolecall.people;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.CauseTrail;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Brings people in: applies rows in order, each to the person of its key, creating who is not there yet. Every row
 * has exactly one result, which is final; a rejected row changes nothing of its person and never stops the others.
 *
 * <p>{@linkplain #dryRun A dry run} decides the same of each row and applies none.
 *
 * <p>Keep one instance for a whole import, also where its rules change meanwhile: it watches the growth of the tables.
 * For one thread.
 */
public final class PeopleUpsert {
    /** The most rows in one transaction. */
    public static final int CHUNK = 500;

    /** The most rows to put aside: they are applied in one transaction, or who exchange names would not meet. */
    public static final int MOST_DEFERRED = 2_000;

    private static final Logger LOG = Logger.getLogger(PeopleUpsert.class);

    private final KeycloakSessionFactory factory;
    private final String realmId;
    private final TableStatistics statistics;
    private final @Nullable NamesSoFar earlier;

    public PeopleUpsert(KeycloakSessionFactory factory, String realmId) {
        this(factory, realmId, null);
    }

    private PeopleUpsert(KeycloakSessionFactory factory, String realmId, @Nullable NamesSoFar earlier) {
        this.factory = factory;
        this.realmId = realmId;
        this.earlier = earlier;
        this.statistics = new TableStatistics(factory);
    }

    /**
     * One that applies nothing: what reads the rows is rolled back, so there is no person, grant, event or cache entry by
     * them. Results are as if they were applied, and the ids of created people in them belong to nobody. A listener has a
     * transaction to itself, which is committed.
     *
     * @param earlier what earlier rows would have made of names
     */
    public static PeopleUpsert dryRun(KeycloakSessionFactory factory, String realmId, NamesSoFar earlier) {
        return new PeopleUpsert(factory, realmId, earlier);
    }

    /**
     * Applies rows in transactions of its own of at most {@link #CHUNK} rows. Of two rows with one key the later is
     * rejected. A chunk that the database refuses is done again in halves, down to the row at fault; that row is tried
     * once more, because what it met may have been another transaction, and then rejected.
     *
     * @param rules    of these rows
     * @param listener runs in each transaction, after the rows and before the commit, with the results of just those
     *                 rows in order; what it throws undoes them and is thrown on
     * @throws IllegalStateException if the realm is gone or has not opted in, or the actor is unknown
     */
    public void apply(UpsertRules rules, List<Row> rows, ChunkListener listener) {
        applyInChunks(rules, rows, listener, false);
    }

    /**
     * Applies rows as {@link #apply} does, of which more are to come: a row against which nothing speaks but that other
     * people have the names now is {@link RowResult.Deferred}, to be handed to {@link #applyDeferred} after the last.
     *
     * @return how many were
     */
    public int applyOrDefer(UpsertRules rules, List<Row> rows, ChunkListener listener) {
        Set<Long> deferred = new HashSet<>(); // lines, for a row is named again when a commit failed
        applyInChunks(
                rules,
                rows,
                (session, results) -> {
                    listener.applied(session, results);
                    results.forEach(result -> note(result, deferred));
                },
                true);
        return deferred.size();
    }

    private static void note(RowResult result, Set<Long> deferred) {
        if (result instanceof RowResult.Deferred) {
            deferred.add(result.line());
        } else {
            deferred.remove(result.line());
        }
    }

    /**
     * Applies, in one transaction, the rows that were put aside: who is still in another's way after all of them is
     * rejected. When the database refuses some of them the others are applied without, in as many transactions as it
     * takes.
     *
     * @param rows     in order, at most {@link #MOST_DEFERRED}, no two of one usercode
     * @param listener as for {@link #apply}; each row is named to it once
     */
    public void applyDeferred(UpsertRules rules, List<Row> rows, ChunkListener listener) {
        List<Row> open = rows;
        while (!open.isEmpty()) {
            Set<Long> left = new HashSet<>();
            applyInHalves(rules, open, settled(listener, left), true);
            if (left.size() == open.size()) {
                applyInHalves(rules, open, listener, false);
                return;
            }
            open = open.stream().filter(row -> left.contains(row.line())).toList();
        }
    }

    /** Hears of the rows that have a result now. */
    private static ChunkListener settled(ChunkListener listener, Set<Long> left) {
        return (session, results) -> {
            results.forEach(result -> note(result, left));
            List<RowResult> settled = results.stream()
                    .filter(result -> !(result instanceof RowResult.Deferred))
                    .toList();
            if (!settled.isEmpty()) {
                listener.applied(session, settled);
            }
        };
    }

    private void applyInChunks(UpsertRules rules, List<Row> rows, ChunkListener listener, boolean defers) {
        List<Row> distinct = withoutRepeatedKeys(rows);
        for (int from = 0; from < distinct.size(); from += CHUNK) {
            applyInHalves(rules, distinct.subList(from, Math.min(distinct.size(), from + CHUNK)), listener, defers);
        }
    }

    private static List<Row> withoutRepeatedKeys(List<Row> rows) {
        Set<String> seen = new HashSet<>();
        List<Row> distinct = new ArrayList<>(rows.size());
        for (Row row : rows) {
            boolean repeated = row instanceof PersonRow person && !seen.add(person.key());
            distinct.add(repeated ? duplicate(row) : row);
        }
        return distinct;
    }

    private static UnreadableRow duplicate(Row row) {
        return new UnreadableRow(
                row.line(),
                row.key(),
                List.of(new RowError(row.keyField(), RowErrorCode.DUPLICATE_KEY, "an earlier row has this key")));
    }

    private void applyInHalves(UpsertRules rules, List<Row> rows, ChunkListener listener, boolean defers) {
        try {
            applyAtOnce(rules, rows, listener, defers);
        } catch (RuntimeException e) { // the server wraps what a database refuses in many ways
            requireRowFault(e);
            LOG.debugf(
                    "Rows %d to %d go in halves: %s",
                    rows.get(0).line(), rows.get(rows.size() - 1).line(), CauseTrail.of(e));
            if (rows.size() == 1) {
                applyAlone(rules, rows.get(0), listener, defers);
            } else {
                int half = rows.size() / 2;
                applyInHalves(rules, rows.subList(0, half), listener, defers);
                applyInHalves(rules, rows.subList(half, rows.size()), listener, defers);
            }
        }
    }

    private void applyAlone(UpsertRules rules, Row row, ChunkListener listener, boolean defers) {
        try {
            applyAtOnce(rules, List.of(row), listener, defers);
        } catch (RuntimeException e) { // as above
            RowError refused = requireRowFault(e);
            LOG.debugf("Row %d is refused: %s", row.line(), CauseTrail.of(e));
            applyAtOnce(rules, List.of(new UnreadableRow(row.line(), row.key(), List.of(refused))), listener, defers);
        }
    }

    private void applyAtOnce(UpsertRules rules, List<Row> rows, ChunkListener listener, boolean defers) {
        if (earlier != null) {
            rehearse(rules, rows, earlier, listener, defers);
            return;
        }
        List<RowResult> results = new ArrayList<>();
        KeycloakModelUtils.runJobInTransaction(factory, session -> {
            RealmModel realm = realm(session);
            results.addAll(new ChunkUpsert(session, realm, rules, null, defers).apply(rows));
            tell(listener, session, results);
        });
        statistics.created(
                results.stream().filter(RowResult.Created.class::isInstance).count());
    }

    private void rehearse(UpsertRules rules, List<Row> rows, NamesSoFar names, ChunkListener listener, boolean defers) {
        List<RowResult> results = KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            try {
                return new ChunkUpsert(session, realm(session), rules, names, defers).apply(rows);
            } finally {
                // Reading tidies up keys that are stale; not even that may stay.
                session.getTransactionManager().setRollbackOnly();
            }
        });
        KeycloakModelUtils.runJobInTransaction(factory, session -> {
            realm(session);
            tell(listener, session, results);
        });
    }

    private static void tell(ChunkListener listener, KeycloakSession session, List<RowResult> results) {
        try {
            listener.applied(session, List.copyOf(results));
        } catch (RuntimeException e) { // whatever a listener throws is its caller's, never a row's fault
            throw new ListenerException(e);
        }
    }

    private RealmModel realm(KeycloakSession session) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null || !AccessProvider.isEnabled(realm)) {
            throw new IllegalStateException("the realm is gone or Rolecall is not enabled in it");
        }
        session.getContext().setRealm(realm);
        return realm;
    }

    private static RowError requireRowFault(RuntimeException failure) {
        if (failure instanceof ListenerException listener) {
            throw listener.thrown;
        }
        return RowFault.behind(failure).orElseThrow(() -> failure);
    }

    /** Tells a listener's failure from one of the rows. */
    private static final class ListenerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException thrown;

        ListenerException(RuntimeException thrown) {
            super(thrown);
            this.thrown = thrown;
        }
    }
}
