package dev.rolecall.access.keycloak;

import dev.rolecall.access.Finding;
import dev.rolecall.access.Finding.Code;
import dev.rolecall.access.LintReport;
import dev.rolecall.access.Upkeep;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was found so far, of each kind no more than a report holds. */
final class Findings {
    /** Rows read of a query whose rows are sorted out here: definitions and mappers, of which no realm has many. */
    static final int MOST_ROWS = 50_000;

    private final EntityManager em;
    private final String realmId;
    private final List<Finding> found = new ArrayList<>();
    private final Map<Code, Integer> counts = new EnumMap<>(Code.class);
    private final Set<Code> truncated = EnumSet.noneOf(Code.class);

    Findings(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    void add(Finding finding) {
        if (counts.merge(finding.code(), 1, Integer::sum) <= Upkeep.MOST_FINDINGS) {
            found.add(finding);
        } else {
            truncated.add(finding.code());
        }
    }

    void add(Code code, String where, String message) {
        add(new Finding(code, where, message));
    }

    boolean has(Code... codes) {
        return Set.of(codes).stream().anyMatch(counts::containsKey);
    }

    /**
     * One finding for each row, all of one kind.
     *
     * @param query with the parameter {@code realm}, and an order: which rows are left out must not be luck
     */
    void each(String query, Map<String, ?> parameters, Function<Tuple, Finding> finding) {
        rows(query, parameters, Upkeep.MOST_FINDINGS + 1).stream().map(finding).forEach(this::add);
    }

    /** A finding for some of the rows. */
    void some(Code code, String query, Map<String, ?> parameters, Function<Tuple, Optional<Finding>> finding) {
        all(code, query, parameters).stream()
                .map(finding)
                .flatMap(Optional::stream)
                .forEach(this::add);
    }

    /** As many rows as are read at all; the findings made of them are of that kind. */
    List<Tuple> all(Code code, String query, Map<String, ?> parameters) {
        List<Tuple> rows = rows(query, parameters, MOST_ROWS + 1);
        if (rows.size() > MOST_ROWS) {
            truncated.add(code);
            return rows.subList(0, MOST_ROWS);
        }
        return rows;
    }

    /**
     * The first rows, read no further than that. Not by a limit in the statement: with one, PostgreSQL plans for a few
     * rows, and then looks through all groups for each organization (38 s instead of 28 ms for 10,000 of them).
     */
    List<Tuple> rows(String query, Map<String, ?> parameters, int most) {
        TypedQuery<Tuple> typed = em.createQuery(query, Tuple.class).setParameter("realm", realmId);
        parameters.forEach(typed::setParameter);
        try (Stream<Tuple> rows = typed.getResultStream()) {
            return rows.limit(most).toList();
        }
    }

    LintReport report() {
        return new LintReport(found, truncated);
    }
}
