package dev.rolecall.people.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.hibernate.annotations.Nationalized;

/**
 * The lock on an attribute's value by which a source finds people: two parallel pushes of one new person meet in its
 * unique constraint. As with {@link PersonKeyEntity} the attribute says whose value it is, and a row that says something
 * else is stale. Rows end with their user by the foreign key.
 */
@Entity
@Table(
        name = "RC_PERSON_ATTRIBUTE_KEY",
        uniqueConstraints = {
            @UniqueConstraint(columnNames = {"REALM_ID", "NAME", "KEY_VALUE"}),
            @UniqueConstraint(columnNames = {"USER_ID", "NAME"})
        })
@NamedQuery(
        name = "rcAttributeKeys",
        query =
                "select k.value, k.userId from PersonAttributeKeyEntity k where k.realmId = :realm and k.name = :name and k.value in :values")
@NamedQuery(
        name = "rcDeleteAttributeKeysOfUsers",
        query = "delete from PersonAttributeKeyEntity k where k.name = :name and k.userId in :users")
public class PersonAttributeKeyEntity {
    @Id
    @Column(name = "ID", length = 36)
    String id;

    @Column(name = "USER_ID", length = 36, nullable = false)
    String userId;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Nationalized
    @Column(name = "NAME", nullable = false)
    String name;

    @Nationalized
    @Column(name = "KEY_VALUE", nullable = false)
    String value;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected PersonAttributeKeyEntity() {}

    /** @param userId of a user whose row is written already: nothing makes Hibernate insert it first */
    public PersonAttributeKeyEntity(String id, String userId, String realmId, String name, String value) {
        this.id = id;
        this.userId = userId;
        this.realmId = realmId;
        this.name = name;
        this.value = value;
    }
}
