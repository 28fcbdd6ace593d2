package dev.rolecall.directory;

import dev.rolecall.access.GrantChange;
import dev.rolecall.sync.gate.Caller;
import dev.rolecall.sync.gate.RealmJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Applies changes of grants in their order, a hundred a transaction. A row that cannot be applied never stops the
 * others: where a transaction fails as a whole, its rows are applied one by one.
 */
final class GrantBulk {
    private static final int TOGETHER = 100;

    private final KeycloakSessionFactory factory;
    private final Caller caller;

    GrantBulk(KeycloakSessionFactory factory, Caller caller) {
        this.factory = factory;
        this.caller = caller;
    }

    /** One for each row, in their order. */
    List<Outcome> apply(List<GrantRow> rows) {
        List<Outcome> outcomes = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += TOGETHER) {
            outcomes.addAll(applyTogether(rows.subList(from, Math.min(from + TOGETHER, rows.size()))));
        }
        return outcomes;
    }

    private List<Outcome> applyTogether(List<GrantRow> rows) {
        try {
            return inOneTransaction(rows);
        } catch (RuntimeException e) {
            if (Contention.fault(GrantChange.GRANT, e).isEmpty()) {
                throw e;
            }
            return rows.stream().map(this::alone).toList();
        }
    }

    private Outcome alone(GrantRow row) {
        try {
            return Contention.outlast(() -> inOneTransaction(List.of(row))).get(0);
        } catch (RuntimeException e) {
            Optional<Fault> fault = Contention.fault("row", e);
            return Outcome.rejected(fault.orElseThrow(() -> e));
        }
    }

    private List<Outcome> inOneTransaction(List<GrantRow> rows) {
        Set<String> organizations =
                rows.stream().flatMap(row -> row.organization().stream()).collect(Collectors.toSet());
        return RealmJob.in(factory, caller.realmId(), (session, realm) -> {
            AccessWork work = new AccessWork(session, realm, caller, organizations);
            List<Outcome> outcomes = new ArrayList<>(rows.size());
            for (GrantRow row : rows) {
                GrantChange change = row.change();
                outcomes.add(
                        change == null || !row.faults().isEmpty()
                                ? Outcome.rejected(row.faults())
                                : work.apply(row.user(), change));
            }
            return outcomes;
        });
    }
}
