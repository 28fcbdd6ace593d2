package dev.rolecall.people;

import dev.rolecall.access.GrantPlan;
import dev.rolecall.access.PermissionCatalog;
import dev.rolecall.access.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.utils.KeycloakModelUtils;

/** A row on its way to a result: whom it is about, what it would make of that person, what speaks against it. */
final class Candidate {
    private static final String CREDENTIAL = "credential";
    private static final Set<String> HOW_TO_LOG_IN =
            Set.of(CREDENTIAL, "username", "email", "enabled", "terminationDate");

    final PersonRow row;
    final String userId;
    final @Nullable StoredPerson stored;
    final @Nullable PersonState before;
    final List<RowError> errors = new ArrayList<>();
    private final Set<String> changed = new TreeSet<>();
    PersonState after;

    /** Whether that is what is stored; null until somebody asks. */
    private @Nullable Boolean stays;

    /** The person as an entity; there is one of whom the row changes and of whom it finds without a key row. */
    @Nullable UserEntity user;

    @Nullable GrantPlan grants;

    boolean newPassword;

    /** The digest of the row's password hash, where it is to be remembered. */
    @Nullable String sentPassword;

    /** Nothing speaks against the row but that others have the names now, who may give them up in a later row. */
    private boolean onlyNames;

    private Candidate(PersonRow row, String userId, @Nullable StoredPerson stored, PersonState after) {
        this.row = row;
        this.userId = userId;
        this.stored = stored;
        this.before = stored == null ? null : stored.state();
        this.after = after;
    }

    /** Somebody the realm does not know yet. */
    static Candidate created(PersonRow row, boolean emailAsUsername) {
        return new Candidate(row, KeycloakModelUtils.generateId(), null, PersonState.created(row, emailAsUsername));
    }

    /** A user who may not carry the row's usercode yet. */
    static Candidate keyed(PersonRow row, StoredPerson person, boolean emailAsUsername) {
        PersonState after = person.state().with(row, emailAsUsername).withUsercode(row.usercode());
        return new Candidate(row, person.id(), person, after);
    }

    static Candidate changed(PersonRow row, StoredPerson person, boolean emailAsUsername) {
        return new Candidate(row, person.id(), person, person.state().with(row, emailAsUsername));
    }

    boolean isNew() {
        return stored == null;
    }

    boolean isAccepted() {
        return errors.isEmpty();
    }

    /** Not even the origin of a grant is written. A plan may be all origins and change no field. */
    boolean leavesAllAsItIs() {
        return !isNew() && grants == null && changed.isEmpty() && staysAsStored();
    }

    /** The names of the row fields that differ from what is stored; of a new person only grants and password. */
    Set<String> changed() {
        if (before == null || staysAsStored()) {
            return changed;
        }
        Set<String> fields = new TreeSet<>(changed);
        fields.addAll(before.differencesTo(after));
        return fields;
    }

    /** Whether neither fields nor attributes change; asked often, and most people stay. */
    boolean staysAsStored() {
        if (stays == null) {
            stays = after.equals(before);
        }
        return stays;
    }

    void become(PersonState next) {
        after = next;
        stays = null;
    }

    void changeGrants(Set<String> fields) {
        changed.addAll(fields);
    }

    void setPassword() {
        newPassword = true;
        changed.add(CREDENTIAL);
    }

    /** A person who is there, and whom the row disables because the last day is over. */
    boolean leaves(Instant now) {
        PersonState then = before;
        return then != null
                && !after.enabled()
                && LastDay.in(after.attributes()).filter(day -> day.isOver(now)).isPresent()
                && (then.enabled()
                        || LastDay.in(then.attributes())
                                .filter(day -> day.isOver(now))
                                .isEmpty());
    }

    /** Whoever sets one of these for a person who is there can act as that person, or keeps that person from it. */
    boolean changesHowToLogIn() {
        return !isNew() && !Collections.disjoint(changed(), HOW_TO_LOG_IN);
    }

    void refuseTakeover() {
        errors.add(
                new RowError(
                        "usercode",
                        RowErrorCode.PROTECTED_ACCOUNT,
                        "this person holds more than the source may give: password, username, e-mail address, enabled and termination date stay"));
    }

    void refuseNames(List<RowError> conflicts) {
        onlyNames = errors.isEmpty();
        errors.addAll(conflicts);
    }

    boolean wantsGrants() {
        return !row.customers().isKeep()
                || !row.roles().isKeep()
                || !row.permissions().isKeep();
    }

    Wanted wanted() {
        return new Wanted(listed(row.customers()), listed(row.roles()), listed(row.permissions()));
    }

    /** Field by field, old and new. */
    private List<Change> changes(PermissionCatalog catalog) {
        List<Change> changes = new ArrayList<>(Changes.between(before, after));
        if (grants != null) {
            changes.addAll(GrantChanges.of(grants, catalog));
        }
        if (newPassword) {
            changes.add(Change.secret(CREDENTIAL));
        }
        return changes;
    }

    /**
     * @param catalog to tell what changes; null where nobody asks for that
     * @param defers  whether a row that only waits for names is put aside and not rejected
     */
    RowResult result(@Nullable PermissionCatalog catalog, boolean defers) {
        if (!isAccepted()) {
            return defers && onlyNames
                    ? new RowResult.Deferred(row.line(), row.key(), errors)
                    : new RowResult.Rejected(row.line(), row.key(), errors);
        }
        if (isNew()) {
            return new RowResult.Created(row.line(), row.key(), userId, told(catalog));
        }
        Set<String> fields = changed();
        return fields.isEmpty()
                ? new RowResult.Unchanged(row.line(), row.key(), userId)
                : new RowResult.Updated(row.line(), row.key(), userId, fields, told(catalog));
    }

    private List<Change> told(@Nullable PermissionCatalog catalog) {
        return catalog == null ? List.of() : changes(catalog);
    }

    private static @Nullable List<String> listed(Patch<List<String>> patch) {
        return patch.isClear() ? List.of() : patch.value();
    }
}
