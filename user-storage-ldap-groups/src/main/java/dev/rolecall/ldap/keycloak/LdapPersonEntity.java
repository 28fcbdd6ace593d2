package dev.rolecall.ldap.keycloak;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one mapper last learned of one imported person: when, which groups, what they gave by which rule, and which of the
 * person's plain roles the mapper gave. Rows go with their user by the foreign key.
 */
@Entity
@Table(name = "RC_LDAP_PERSON", indexes = @Index(name = "IDX_RC_LDAP_PERSON_MAPPER", columnList = "MAPPER_ID"))
@IdClass(LdapPersonEntity.Key.class)
@NamedQuery(
        name = "rolecallLdapPeople",
        query = "select p from LdapPersonEntity p where p.mapperId = :mapper and p.userId in :users")
@NamedQuery(
        name = "rolecallLdapPersonCheckedAt",
        query = "select p.checkedAt from LdapPersonEntity p where p.userId = :user and p.mapperId = :mapper")
@NamedQuery(
        name = "rolecallLdapFactsOfOthers",
        query = "select p.userId as user, p.facts as facts from LdapPersonEntity p"
                + " where p.mapperId <> :mapper and p.userId in :users")
@NamedQuery(name = "rolecallLdapPeopleOfUser", query = "select p from LdapPersonEntity p where p.userId = :user")
@NamedQuery(
        name = "rolecallLdapPeopleOfMapper",
        query = "select p.userId from LdapPersonEntity p where p.mapperId = :mapper"
                + " and p.userId > :after order by p.userId")
@NamedQuery(
        name = "rolecallLdapMappersOfUser",
        query = "select p.mapperId as mapper, u.federationLink as provider"
                + " from LdapPersonEntity p join UserEntity u on u.id = p.userId where p.userId = :user")
public class LdapPersonEntity {
    @Id
    @Column(name = "USER_ID", length = 36)
    private String userId;

    @Id
    @Column(name = "MAPPER_ID", length = 36)
    private String mapperId;

    /** Epoch milliseconds of the question that the last whole answer of the directory was given to. */
    @Column(name = "CHECKED_AT", nullable = false)
    private long checkedAt;

    /** As {@link PersonFacts} writes it. */
    @Column(name = "FACTS", nullable = false)
    private String facts;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected LdapPersonEntity() {}

    LdapPersonEntity(String userId, String mapperId, PersonFacts facts, Instant checkedAt) {
        this.userId = userId;
        this.mapperId = mapperId;
        this.facts = facts.json();
        this.checkedAt = checkedAt.toEpochMilli();
    }

    String getUserId() {
        return userId;
    }

    String getMapperId() {
        return mapperId;
    }

    Instant getCheckedAt() {
        return Instant.ofEpochMilli(checkedAt);
    }

    PersonFacts getFacts() {
        return PersonFacts.of(facts);
    }

    void checked(PersonFacts now, Instant at) {
        String json = now.json();
        if (!json.equals(facts)) {
            facts = json;
        }
        checkedAt = at.toEpochMilli();
    }

    /** The primary key. */
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private @Nullable String userId;
        private @Nullable String mapperId;

        /** For JPA. */
        public Key() {}

        Key(String userId, String mapperId) {
            this.userId = userId;
            this.mapperId = mapperId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(userId, key.userId)
                    && Objects.equals(mapperId, key.mapperId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(userId, mapperId);
        }
    }
}
