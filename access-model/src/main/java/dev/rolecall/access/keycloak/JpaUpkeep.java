package dev.rolecall.access.keycloak;

import dev.rolecall.access.AdoptionStep;
import dev.rolecall.access.AdoptionStep.State;
import dev.rolecall.access.AdoptionStep.What;
import dev.rolecall.access.LintReport;
import dev.rolecall.access.OriginNote;
import dev.rolecall.access.Upkeep;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Hands each question to the class that knows it. */
final class JpaUpkeep implements Upkeep {
    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;

    JpaUpkeep(KeycloakSession session, EntityManager em, RealmModel realm) {
        this.session = session;
        this.em = em;
        this.realm = realm;
    }

    @Override
    public LintReport lint() {
        return new RealmLint(session, em, realm).report();
    }

    @Override
    public List<AdoptionStep> adoptRealm(boolean dryRun, boolean acceptExistingGroups) {
        AdoptionObstacles obstacles = new AdoptionObstacles(session, em, realm);
        List<AdoptionStep> steps = new ArrayList<>(obstacles.check(acceptExistingGroups));
        steps.addAll(new RealmAdoption(session, realm, dryRun).adopt(obstacles.isSystemThere()));
        strayOrigins(dryRun).ifPresent(steps::add);
        return steps;
    }

    private Optional<AdoptionStep> strayOrigins(boolean dryRun) {
        OriginNotes notes = new OriginNotes(session, em, realm);
        long stray = notes.countStray();
        if (stray == 0) {
            return Optional.empty();
        }
        if (!dryRun) {
            notes.removeStray();
        }
        return Optional.of(new AdoptionStep(
                What.ORIGINS, "origins", State.CHANGED, stray + " notes about memberships that are not there go"));
    }

    @Override
    public List<String> organizationsToAdopt() {
        return new OrganizationAdoption(session, em, realm).incomplete();
    }

    @Override
    public List<AdoptionStep> adoptOrganizations(List<String> ids, boolean dryRun) {
        return new OrganizationAdoption(session, em, realm).complete(ids, dryRun);
    }

    @Override
    public List<String> clientsToAdopt() {
        return new ClientAdoption(em, realm).incomplete();
    }

    @Override
    public List<AdoptionStep> adoptClients(List<String> ids, boolean dryRun) {
        return new ClientAdoption(em, realm).complete(ids, dryRun);
    }

    @Override
    public List<StoredOrigin> origins(@Nullable StoredOrigin after, int most) {
        return new OriginNotes(session, em, realm).stored(after, most);
    }

    @Override
    public List<OriginOutcome> restore(List<OriginNote> notes) {
        return new OriginNotes(session, em, realm).restore(notes);
    }
}
