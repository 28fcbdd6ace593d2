package dev.rolecall.access.keycloak;

import dev.rolecall.access.Grant;
import dev.rolecall.access.HolderPage;
import dev.rolecall.access.HolderPage.Holder;
import dev.rolecall.access.Note;
import dev.rolecall.access.Origin;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The members of some role groups, as far as their grants are in force: one row for each membership and each of its notes
 * in force, or for a membership without a note. The same rules as in {@link GrantQueries}, from the other end.
 */
final class HoldersQuery {
    private static final String FROM = """
            from UserGroupMembershipEntity m
            join m.user u
            join GroupEntity g on g.id = m.groupId
            join g.organization o
            left join GrantOriginEntity n on n.userId = u.id and n.groupId = m.groupId
            where m.groupId in :groups and u.enabled = true and o.enabled = true
              and (n.userId is null or n.expiresAt is null or n.expiresAt > :now)
              and exists (
                select 1 from UserGroupMembershipEntity a
                left join GrantOriginEntity b on b.userId = a.user.id and b.groupId = a.groupId
                where a.user.id = u.id and a.groupId = o.groupId
                  and (b.userId is null or b.expiresAt is null or b.expiresAt > :now))
            """;

    private static final String PAGE = """
            select u.id as user, u.username as username, g.id as group, n.kind as kind, n.originId as origin,
                   n.grantedAt as granted, n.expiresAt as expires
            """ + FROM + " order by u.username, u.id, g.name, g.id, n.kind, n.originId";

    private final EntityManager em;
    private final Map<String, Grant> grants;
    private final long now;

    /** @param grants by the id of the group that carries it; not empty */
    HoldersQuery(EntityManager em, Map<String, Grant> grants, long now) {
        this.em = em;
        this.grants = grants;
        this.now = now;
    }

    HolderPage page(int first, int max) {
        long total = of(em.createQuery("select count(m.groupId) " + FROM, Long.class))
                .getSingleResult();
        List<Holder> holders = new ArrayList<>();
        if (first < total) {
            of(em.createQuery(PAGE, Tuple.class))
                    .setFirstResult(first)
                    .setMaxResults(max)
                    .getResultStream()
                    .forEach(row -> holders.add(holder(row)));
        }
        return new HolderPage(total, holders);
    }

    private <T> TypedQuery<T> of(TypedQuery<T> query) {
        return query.setParameter("groups", grants.keySet()).setParameter("now", now);
    }

    private Holder holder(Tuple row) {
        return new Holder(
                row.get("user", String.class),
                row.get("username", String.class),
                Objects.requireNonNull(grants.get(row.get("group", String.class))),
                note(row));
    }

    private static Note note(Tuple row) {
        @Nullable String kind = row.get("kind", String.class);
        if (kind == null) {
            return Note.BY_HAND;
        }
        @Nullable String id = row.get("origin", String.class);
        return new Note(
                new Origin(Origin.Kind.fromWire(kind), id == null || id.isEmpty() ? null : id),
                instant(row.get("granted", Long.class)),
                instant(row.get("expires", Long.class)));
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
