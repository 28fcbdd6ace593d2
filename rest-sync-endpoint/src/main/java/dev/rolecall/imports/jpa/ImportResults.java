package dev.rolecall.imports.jpa;

import dev.rolecall.people.RowStatus;
import dev.rolecall.sync.rows.RowChangesRepresentation;
import dev.rolecall.sync.rows.RowResultRepresentation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * What became of the rows of one import, in the order of the file. Whoever goes on after a line he has seen gets the next
 * rows at a cost that is the same wherever they are; to skip rows by their number all before them are read past.
 */
public final class ImportResults {
    /** Rows the driver fetches at once: the changes of one may be a megabyte. */
    private static final int FEW = 4;

    /** Characters of changes in one answer, but for the row that reaches it. */
    private static final int MOST = 4 << 20;

    private final EntityManager em;
    private final String importId;

    public ImportResults(KeycloakSession session, String importId) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.importId = importId;
    }

    /** Which part: the rows after this line, without the first of them. */
    public record Part(long after, int first, int max) {}

    /** Those of one status, or all. */
    public List<RowResultRepresentation> rows(@Nullable RowStatus status, Part part) {
        Rows rows = new Rows(status == null ? List.of() : List.of(status), null);
        OptionalLong from = rows.start(part);
        if (from.isEmpty()) {
            return List.of();
        }
        return rows.from(from.getAsLong(), "r.line, r.key, r.status, r.errors")
                .setMaxResults(part.max())
                .getResultStream()
                .map(row -> new RowResultRepresentation(
                        (Long) row[0], (String) row[1], (String) row[2], StoredText.errors((String) row[3])))
                .toList();
    }

    /**
     * What rows changed, those that changed nothing left out. Fewer than asked for where their changes are large.
     *
     * @param key of the rows wanted, or null for all
     */
    public List<RowChangesRepresentation> changes(@Nullable String key, Part part) {
        OptionalLong from = new Rows(List.of(RowStatus.CREATED, RowStatus.UPDATED), key).start(part);
        if (from.isEmpty()) {
            return List.of();
        }
        // One query for each status: together they would read past all the rows that changed nothing.
        try (Stream<Object[]> created = changes(RowStatus.CREATED, key, from.getAsLong(), part.max());
                Stream<Object[]> updated = changes(RowStatus.UPDATED, key, from.getAsLong(), part.max())) {
            return inOrder(created.iterator(), updated.iterator(), part.max());
        }
    }

    private Stream<Object[]> changes(RowStatus status, @Nullable String key, long from, int max) {
        return new Rows(List.of(status), key)
                .from(from, "r.line, r.key, r.status, r.changes")
                .setMaxResults(max)
                .setHint(HibernateHints.HINT_FETCH_SIZE, FEW)
                .getResultStream();
    }

    private static List<RowChangesRepresentation> inOrder(Iterator<Object[]> one, Iterator<Object[]> other, int max) {
        List<RowChangesRepresentation> changes = new ArrayList<>();
        Object[] left = next(one);
        Object[] right = next(other);
        long size = 0;
        while ((left != null || right != null) && changes.size() < max && size < MOST) {
            boolean isLeft = right == null || (left != null && (Long) left[0] < (Long) right[0]);
            Object[] row = Objects.requireNonNull(isLeft ? left : right);
            String json = (String) row[3];
            size += json == null ? 0 : json.length();
            changes.add(new RowChangesRepresentation(
                    (Long) row[0], (String) row[1], (String) row[2], StoredChanges.read(json)));
            left = isLeft ? next(one) : left;
            right = isLeft ? right : next(other);
        }
        return changes;
    }

    private static Object @Nullable [] next(Iterator<Object[]> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    /** How many rows with that key changed something. */
    public long countChanges(String key) {
        return new Rows(List.of(RowStatus.CREATED, RowStatus.UPDATED), key)
                .after(0, "count(r)", "", Long.class)
                .getSingleResult();
    }

    private final class Rows {
        private static final String IN_ORDER = " order by r.line";

        private final List<String> statuses;
        private final @Nullable String key;

        /** @param statuses none for any */
        private Rows(List<RowStatus> statuses, @Nullable String key) {
            this.statuses = statuses.stream().map(RowStatus::wire).toList();
            this.key = key == null ? null : StoredText.key(key);
        }

        /** From which line on the wanted rows are; nothing where there are fewer. */
        private OptionalLong start(Part part) {
            if (part.first() == 0) {
                return OptionalLong.of(part.after() + 1);
            }
            return after(part.after(), "r.line", IN_ORDER, Long.class)
                    .setFirstResult(part.first())
                    .setMaxResults(1)
                    .getResultStream()
                    .mapToLong(Long::longValue)
                    .findFirst();
        }

        private TypedQuery<Object[]> from(long line, String columns) {
            return after(line - 1, columns, IN_ORDER, Object[].class);
        }

        private <T> TypedQuery<T> after(long line, String select, String order, Class<T> type) {
            TypedQuery<T> query = em.createQuery(
                            "select " + select + " from RolecallImportRow r where r.importId = :id and r.line > :line"
                                    + (statuses.isEmpty() ? "" : " and r.status in (:statuses)")
                                    + (key == null ? "" : " and r.key = :key") + order,
                            type)
                    .setParameter("id", importId)
                    .setParameter("line", line);
            if (!statuses.isEmpty()) {
                query.setParameter("statuses", statuses);
            }
            return key == null ? query : query.setParameter("key", key);
        }
    }
}
