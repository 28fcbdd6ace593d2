package dev.rolecall.people;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.jpa.entities.UserEntity;

/** People whose last day comes and is over while no row speaks of them. In the caller's transaction. */
public final class LastDays {
    private static final Logger LOG = Logger.getLogger(LastDays.class);

    /** Days from today on whose dates are looked for: as long as no node runs the task, a date by hand may be missed. */
    private static final int AHEAD = 7;

    /** When somebody who is protected is looked at again. */
    private static final Duration AGAIN = Duration.ofDays(1);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EntityManager em;
    private final LastDaySchedule schedule;
    private final Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());

    public LastDays(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.schedule = new LastDaySchedule(em, realm.getId());
    }

    /**
     * Schedules people whose last day somebody wrote by hand, or moved to an earlier one: at most so many after this one,
     * in order. A day that is over by then is nobody's last: an administrator who means that disables the account, and
     * one who enables a person again after the last day is not contradicted.
     *
     * @return after whom to go on, or nothing when none is left
     */
    public Optional<String> complete(String after, int most) {
        return schedule.complete(LastDay.from(now, AHEAD), after, most);
    }

    /** Ids of users whose time has come, at most so many after this one, in order. */
    public List<String> due(String after, int most) {
        return schedule.due(now, after, most);
    }

    /**
     * Disables a user who is due and ends the sessions. An account that no row may change by now is left alone, and so is
     * one whose date was changed by hand; a later date counts then.
     *
     * @return whether the user was enabled until now
     */
    public boolean end(String userId) {
        if (!schedule.take(userId, now)) {
            return false;
        }
        UserEntity entity = em.find(UserEntity.class, userId);
        UserModel user = session.users().getUserById(realm, userId);
        if (entity == null || user == null) {
            return false;
        }
        Optional<LastDay> lastDay = LastDay.in(StoredPeople.attributes(entity));
        if (lastDay.filter(day -> day.isOver(now)).isEmpty()) {
            lastDay.ifPresent(day -> schedule.put(userId, day.end()));
            return false;
        }
        Optional<String> untouchable = new ProtectedAccounts(em, realm).reason(entity);
        if (untouchable.isPresent()) {
            LOG.warnf("User %s %s and stays enabled after the last day", userId, untouchable.get());
            schedule.put(userId, now.plus(AGAIN)); // what protects the account may be taken away
            return false;
        }
        boolean enabled = user.isEnabled();
        user.setEnabled(false);
        Sessions.end(session, realm, user);
        return enabled;
    }
}
