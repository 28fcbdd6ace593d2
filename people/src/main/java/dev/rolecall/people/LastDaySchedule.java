package dev.rolecall.people;

import dev.rolecall.people.jpa.PersonLastDayEntity;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is to be disabled when; written in the transaction of the row that says so. */
final class LastDaySchedule {
    private final EntityManager em;
    private final String realmId;

    LastDaySchedule(EntityManager em, String realmId) {
        this.em = em;
        this.realmId = realmId;
    }

    /** To be called when the people are flushed; whatever is stored afterwards is what their dates say. */
    void schedule(Collection<Candidate> candidates, Instant now) {
        Map<String, Instant> wanted = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (Candidate candidate : candidates) {
            LastDay.in(candidate.after.attributes())
                    .filter(day -> !day.isOver(now))
                    .ifPresent(day -> wanted.put(candidate.userId, day.end()));
            if (!candidate.isNew() && (mentions(candidate.before) || mentions(candidate.after))) {
                known.add(candidate.userId);
            }
        }
        Map<String, Instant> stored = known.isEmpty() ? Map.of() : stored(known);
        Set<String> stale = stored.keySet().stream()
                .filter(id -> !Objects.equals(stored.get(id), wanted.get(id)))
                .collect(Collectors.toSet());
        delete(stale);
        wanted.forEach((id, end) -> {
            if (!end.equals(stored.get(id))) {
                em.persist(new PersonLastDayEntity(id, realmId, end.toEpochMilli()));
            }
        });
    }

    private static boolean mentions(@Nullable PersonState state) {
        return state != null && state.attributes().containsKey(AttributeName.TERMINATION_DATE);
    }

    /**
     * Looks at some of the enabled people after this one whose last day is one of these, and schedules those of whom no row
     * said so.
     *
     * @return the last of them, or nothing when there is none
     */
    Optional<String> complete(Set<LastDay> days, String after, int most) {
        List<Object[]> found = em.createNamedQuery("rcLastDaysWrittenByHand", Object[].class)
                .setParameter("attribute", AttributeName.TERMINATION_DATE)
                .setParameter(
                        "days", days.stream().map(day -> day.date().toString()).toList())
                .setParameter("realm", realmId)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
        Map<String, Instant> wanted = new LinkedHashMap<>();
        for (Object[] row : found) {
            Instant end = new LastDay(LocalDate.parse((String) row[1])).end();
            if (row[2] == null || (Long) row[2] > end.toEpochMilli()) {
                wanted.put((String) row[0], end);
            }
        }
        delete(wanted.keySet());
        wanted.forEach(this::put);
        return found.isEmpty() ? Optional.empty() : Optional.of((String) found.get(found.size() - 1)[0]);
    }

    /** Ids of users who are due, at most so many after this one. */
    List<String> due(Instant now, String after, int most) {
        return em.createNamedQuery("rcPeoplePastTheirLastDay", String.class)
                .setParameter("realm", realmId)
                .setParameter("now", now.toEpochMilli())
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
    }

    /** False if somebody else did so first, or the user is not due any more. */
    boolean take(String userId, Instant now) {
        return em.createNamedQuery("rcDeletePastLastDay")
                        .setParameter("user", userId)
                        .setParameter("now", now.toEpochMilli())
                        .executeUpdate()
                == 1;
    }

    void put(String userId, Instant end) {
        em.persist(new PersonLastDayEntity(userId, realmId, end.toEpochMilli()));
    }

    private Map<String, Instant> stored(Set<String> userIds) {
        return InParts.query(
                        userIds,
                        ids -> em.createNamedQuery("rcLastDays", Object[].class)
                                .setParameter("users", ids)
                                .getResultStream())
                .stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> Instant.ofEpochMilli((Long) row[1])));
    }

    private void delete(Set<String> userIds) {
        InParts.query(userIds, ids -> {
            em.createNamedQuery("rcDeleteLastDays").setParameter("users", ids).executeUpdate();
            return ids.stream();
        });
    }
}
