package dev.rolecall.people.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/**
 * Which password hash a row set for a user last: a digest of it, as Keycloak hashes the password anew at a login. Ends
 * with its user by the foreign key.
 */
@Entity
@Table(name = "RC_PERSON_PASSWORD")
@NamedQuery(
        name = "rcPersonPasswords",
        query = "select p.userId, p.digest from PersonPasswordEntity p where p.userId in :users")
@NamedQuery(name = "rcDeletePersonPasswords", query = "delete from PersonPasswordEntity p where p.userId in :users")
public class PersonPasswordEntity {
    @Id
    @Column(name = "USER_ID", length = 36)
    String userId;

    @Column(name = "DIGEST", length = 64, nullable = false)
    String digest;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected PersonPasswordEntity() {}

    public PersonPasswordEntity(String userId, String digest) {
        this.userId = userId;
        this.digest = digest;
    }
}
