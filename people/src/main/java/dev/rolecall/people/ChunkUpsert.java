package dev.rolecall.people;

import dev.rolecall.access.AccessProvider;
import dev.rolecall.access.PermissionCatalog;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * Rows of one transaction. First everything is read in a few queries and every row is {@linkplain Deciding decided}, then
 * what was accepted is {@linkplain Writing written}.
 */
final class ChunkUpsert {
    private final RealmModel realm;
    private final EntityManager em;
    private final StoredPeople stored;
    private final Deciding deciding;
    private final @Nullable Writing writing;
    private final @Nullable PermissionCatalog catalog;
    private final KeyedRows keyed;
    private final boolean takesOver;
    private final boolean defers;

    /**
     * @param earlier in a dry run, where rows are decided and nothing is written; null otherwise
     * @param defers  whether a row that only waits for names is put aside and not rejected
     */
    ChunkUpsert(
            KeycloakSession session,
            RealmModel realm,
            UpsertRules rules,
            @Nullable NamesSoFar earlier,
            boolean defers) {
        this.realm = realm;
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        em.unwrap(Session.class).setJdbcBatchSize(PeopleUpsert.CHUNK); // Keycloak's 32 would be many more round trips
        this.stored = new StoredPeople(em, realm.getId());
        this.deciding = new Deciding(session, realm, rules.grants(), em, earlier);
        this.writing = earlier == null
                ? new Writing(session, realm, em, rules.trace().events() ? rules.actor() : null, null)
                : null;
        this.catalog = rules.trace().changes() ? AccessProvider.of(session).catalog(realm) : null;
        this.takesOver = rules.takesOverProviderAccounts();
        this.keyed = new KeyedRows(session, realm, em, stored, takesOver);
        this.defers = defers;
    }

    List<RowResult> apply(List<Row> rows) {
        List<PersonRow> people = rows.stream()
                .filter(PersonRow.class::isInstance)
                .map(PersonRow.class::cast)
                .toList();
        Map<String, RowResult> applied = people.isEmpty() ? Map.of() : applyPeople(people);
        List<RowResult> results = new ArrayList<>(rows.size());
        for (Row row : rows) {
            RowResult result = row instanceof PersonRow person ? applied.get(person.key()) : null;
            results.add(result != null ? result : new RowResult.Rejected(row.line(), row.key(), errors(row)));
        }
        return results;
    }

    private static List<RowError> errors(Row row) {
        return row instanceof UnreadableRow unreadable ? unreadable.errors() : List.of();
    }

    /** By key. */
    private Map<String, RowResult> applyPeople(List<PersonRow> rows) {
        FlushModeType flushMode = em.getFlushMode();
        em.setFlushMode(FlushModeType.COMMIT); // nothing is written yet, so no query needs to look for changes first
        KeyedRows.Resolved resolved = keyed.resolve(rows);
        StoredPeople.Found found = resolved.found();
        Deciding.Decided decided = deciding.decide(candidates(resolved.rows(), found), found.unlocked());
        Collection<Candidate> candidates = decided.candidates().values();
        keyed.requireStillNew(candidates);
        em.setFlushMode(flushMode);
        if (writing != null) {
            takeOver(decided, found);
            letGo(candidates);
            writing.write(decided);
            keyed.lock(candidates);
        }
        Map<String, RowResult> results = new HashMap<>(resolved.refused());
        candidates.forEach(candidate -> results.put(candidate.row.key(), candidate.result(catalog, defers)));
        return results;
    }

    private Map<String, Candidate> candidates(List<PersonRow> rows, StoredPeople.Found found) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (PersonRow row : rows) {
            Candidate candidate = candidate(row, found.people().get(row.usercode()));
            if (found.ambiguous().contains(row.usercode())) {
                candidate.errors.add(new RowError(
                        "usercode",
                        RowErrorCode.CONFLICT,
                        "several people carry this usercode, or one carries several"));
            }
            if (!takesOver && found.ofProviders().contains(row.usercode())) {
                candidate.errors.add(new RowError(
                        "usercode",
                        RowErrorCode.PROTECTED_ACCOUNT,
                        "this account has the usercode on the word of an identity provider alone"));
            }
            candidates.put(row.usercode(), candidate);
        }
        return candidates;
    }

    private void takeOver(Deciding.Decided decided, StoredPeople.Found found) {
        stored.takeOver(found.ofProviders().stream()
                .map(decided.candidates()::get)
                .filter(candidate -> candidate != null && candidate.isAccepted())
                .map(candidate -> candidate.userId)
                .toList());
    }

    /** Who is refused need not be looked through again with each flush that follows. */
    private void letGo(Collection<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            UserEntity user = candidate.user;
            if (user != null && !candidate.isAccepted()) {
                stored.letGo(user);
            }
        }
    }

    private Candidate candidate(PersonRow row, @Nullable StoredPerson person) {
        boolean emailAsUsername = realm.isRegistrationEmailAsUsername();
        if (person == null) {
            return Candidate.created(row, emailAsUsername);
        }
        return row.by() == null
                ? Candidate.changed(row, person, emailAsUsername)
                : Candidate.keyed(row, person, emailAsUsername);
    }
}
