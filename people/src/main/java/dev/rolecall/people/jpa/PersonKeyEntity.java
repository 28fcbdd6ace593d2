package dev.rolecall.people.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapsId;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.hibernate.annotations.Nationalized;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.jpa.entities.UserEntity;

/**
 * The lock on a usercode: two parallel pushes of one new person meet in its unique constraint. What a usercode means is
 * said by the user's attribute, which an administrator can edit; a row that says something else is stale. Rows end with
 * their user by the foreign key, so neither the removal of users nor that of realms needs a listener.
 */
@Entity
@Table(name = "RC_PERSON_KEY", uniqueConstraints = @UniqueConstraint(columnNames = {"REALM_ID", "USERCODE"}))
@NamedQuery(name = "rcPersonKeysOfUsers", query = "select k.userId from PersonKeyEntity k where k.userId in :users")
@NamedQuery(
        name = "rcTakeOverPersonKeys",
        query = "update PersonKeyEntity k set k.provider = null where k.userId in :users")
@NamedQuery(name = "rcDeletePersonKeysOfUsers", query = "delete from PersonKeyEntity k where k.userId in :users")
public class PersonKeyEntity {
    @Id
    @Column(name = "USER_ID", length = 36)
    String userId;

    /** An association, so that Hibernate inserts the user first. */
    @MapsId
    @OneToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "USER_ID")
    UserEntity user;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    String realmId;

    @Nationalized
    @Column(name = "USERCODE", nullable = false)
    String usercode;

    /** Alias of the identity provider on whose word alone the user has the usercode; null where a row or a person said so. */
    @Nationalized
    @Column(name = "PROVIDER")
    @Nullable String provider;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected PersonKeyEntity() {}

    @SuppressWarnings("NullAway.Init") // @MapsId sets the id
    public PersonKeyEntity(UserEntity user, String usercode, @Nullable String provider) {
        this.user = user;
        this.realmId = user.getRealmId();
        this.usercode = usercode;
        this.provider = provider;
    }
}
