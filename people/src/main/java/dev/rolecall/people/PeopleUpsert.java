package dev.rolecall.people;

import dev.rolecall.access.AccessProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Brings people in: applies rows in order, each to the person of its key, creating who is not there yet. Every row
 * has exactly one result, which is final; a rejected row changes nothing of its person and never stops the others.
 *
 * <p>Keep one instance for a whole import, also where its rules change meanwhile: it watches the growth of the tables.
 * For one thread.
 */
public final class PeopleUpsert {
    /** The most rows in one transaction. */
    public static final int CHUNK = 500;

    private static final Logger LOG = Logger.getLogger(PeopleUpsert.class);

    private final KeycloakSessionFactory factory;
    private final String realmId;
    private final TableStatistics statistics;

    public PeopleUpsert(KeycloakSessionFactory factory, String realmId) {
        this.factory = factory;
        this.realmId = realmId;
        this.statistics = new TableStatistics(factory);
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
        List<Row> distinct = withoutRepeatedKeys(rows);
        for (int from = 0; from < distinct.size(); from += CHUNK) {
            applyInHalves(rules, distinct.subList(from, Math.min(distinct.size(), from + CHUNK)), listener);
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

    private void applyInHalves(UpsertRules rules, List<Row> rows, ChunkListener listener) {
        try {
            applyAtOnce(rules, rows, listener);
        } catch (RuntimeException e) { // the server wraps what a database refuses in many ways
            requireRowFault(e);
            LOG.debugf(
                    "Rows %d to %d go in halves: %s",
                    rows.get(0).line(), rows.get(rows.size() - 1).line(), CauseTrail.of(e));
            if (rows.size() == 1) {
                applyAlone(rules, rows.get(0), listener);
            } else {
                int half = rows.size() / 2;
                applyInHalves(rules, rows.subList(0, half), listener);
                applyInHalves(rules, rows.subList(half, rows.size()), listener);
            }
        }
    }

    private void applyAlone(UpsertRules rules, Row row, ChunkListener listener) {
        try {
            applyAtOnce(rules, List.of(row), listener);
        } catch (RuntimeException e) { // as above
            RowError refused = requireRowFault(e);
            LOG.debugf("Row %d is refused: %s", row.line(), CauseTrail.of(e));
            applyAtOnce(rules, List.of(new UnreadableRow(row.line(), row.key(), List.of(refused))), listener);
        }
    }

    private void applyAtOnce(UpsertRules rules, List<Row> rows, ChunkListener listener) {
        List<RowResult> results = new ArrayList<>();
        KeycloakModelUtils.runJobInTransaction(factory, session -> {
            RealmModel realm = realm(session);
            results.addAll(new ChunkUpsert(session, realm, rules).apply(rows));
            try {
                listener.applied(session, List.copyOf(results));
            } catch (RuntimeException e) { // whatever a listener throws is its caller's, never a row's fault
                throw new ListenerException(e);
            }
        });
        statistics.created(
                results.stream().filter(RowResult.Created.class::isInstance).count());
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
