package dev.rolecall.access.keycloak;

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
 * When a person's association with an organization ended: what is told to somebody who asks why a permission does not
 * hold. Never read to decide anything, and of no meaning while there is an association. Rows go with their organization,
 * and with their user by the foreign key.
 */
@Entity
@Table(
        name = "RC_ENDED_ASSOCIATION",
        indexes = @Index(name = "IDX_RC_ENDED_ASSOCIATION_GROUP", columnList = "GROUP_ID"))
@IdClass(EndedAssociationEntity.Key.class)
@NamedQuery(
        name = "rolecallEndedAssociationsOfUser",
        query = "select o.alias as alias, e.endedAt as endedAt from EndedAssociationEntity e"
                + " join OrganizationEntity o on o.groupId = e.groupId where e.userId = :user and o.realmId = :realm")
@NamedQuery(
        name = "rolecallDeleteEndedAssociationsOfGroup",
        query = "delete from EndedAssociationEntity e where e.groupId = :group")
@NamedQuery(
        name = "rolecallDeleteEndedAssociationsOfRealm",
        query = "delete from EndedAssociationEntity e where e.realmId = :realm")
public class EndedAssociationEntity {
    @Id
    @Column(name = "USER_ID", length = 36)
    private String userId;

    /** The root group of the organization. */
    @Id
    @Column(name = "GROUP_ID", length = 36)
    private String groupId;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    private String realmId;

    /** Epoch milliseconds. */
    @Column(name = "ENDED_AT", nullable = false)
    private long endedAt;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected EndedAssociationEntity() {}

    EndedAssociationEntity(String realmId, String userId, String groupId, Instant end) {
        this.realmId = realmId;
        this.userId = userId;
        this.groupId = groupId;
        this.endedAt = end.toEpochMilli();
    }

    String getUserId() {
        return userId;
    }

    String getGroupId() {
        return groupId;
    }

    String getRealmId() {
        return realmId;
    }

    /** The primary key, for JPA. */
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private @Nullable String userId;

        private @Nullable String groupId;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(userId, key.userId)
                    && Objects.equals(groupId, key.groupId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(userId, groupId);
        }
    }
}
