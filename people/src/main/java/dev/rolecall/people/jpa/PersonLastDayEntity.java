package dev.rolecall.people.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** When a user is to be disabled, by the termination date a row or an administrator gave. Ends with its user by the foreign key. */
@Entity
@Table(name = "RC_PERSON_LAST_DAY")
@NamedQuery(name = "rcLastDays", query = "select l.userId, l.dueAt from PersonLastDayEntity l where l.userId in :users")
@NamedQuery(
        name = "rcPeoplePastTheirLastDay",
        query = "select l.userId from PersonLastDayEntity l where l.realmId = :realm and l.dueAt <= :now"
                + " and l.userId > :after order by l.userId")
@NamedQuery(
        name = "rcLastDaysWrittenByHand",
        query = "select u.id, a.value, l.dueAt from UserAttributeEntity a join a.user u"
                + " left join PersonLastDayEntity l on l.userId = u.id where a.name = :attribute and a.value in :days"
                + " and u.realmId = :realm and u.enabled = true and u.id > :after order by u.id")
@NamedQuery(name = "rcDeleteLastDays", query = "delete from PersonLastDayEntity l where l.userId in :users")
@NamedQuery(
        name = "rcDeletePastLastDay",
        query = "delete from PersonLastDayEntity l where l.userId = :user and l.dueAt <= :now")
public class PersonLastDayEntity {
    @Id
    @Column(name = "USER_ID", length = 36)
    String userId;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    /** Milliseconds since 1970. */
    @Column(name = "DUE_AT", nullable = false)
    long dueAt;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected PersonLastDayEntity() {}

    public PersonLastDayEntity(String userId, String realmId, long dueAt) {
        this.userId = userId;
        this.realmId = realmId;
        this.dueAt = dueAt;
    }
}
