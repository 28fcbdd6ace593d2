package dev.rolecall.access.keycloak;

import dev.rolecall.access.Note;
import dev.rolecall.access.Origin;
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
 * A note about a membership: one row per (user, group, origin). A row without its membership means nothing; a
 * membership without a row was given by hand in the console.
 */
@Entity
@Table(
        name = "RC_GRANT_ORIGIN",
        indexes = {
            @Index(name = "IDX_RC_GRANT_ORIGIN_GROUP", columnList = "GROUP_ID"),
            @Index(name = "IDX_RC_GRANT_ORIGIN_REALM", columnList = "REALM_ID"),
            @Index(name = "IDX_RC_GRANT_ORIGIN_EXPIRY", columnList = "EXPIRES_AT")
        })
@IdClass(GrantOriginEntity.Key.class)
@NamedQuery(name = "rolecallOriginsOfUsers", query = "select o from GrantOriginEntity o where o.userId in :users")
@NamedQuery(
        name = "rolecallDeleteOriginsOfMembership",
        query = "delete from GrantOriginEntity o where o.userId = :user and o.groupId = :group")
@NamedQuery(name = "rolecallDeleteOriginsOfUser", query = "delete from GrantOriginEntity o where o.userId = :user")
@NamedQuery(
        name = "rolecallDeleteOriginsOfGroups",
        query = "delete from GrantOriginEntity o where o.groupId in :groups")
@NamedQuery(name = "rolecallDeleteOriginsOfRealm", query = "delete from GrantOriginEntity o where o.realmId = :realm")
public class GrantOriginEntity {
    @Id
    @Column(name = "USER_ID", length = 255)
    private String userId;

    @Id
    @Column(name = "GROUP_ID", length = 36)
    private String groupId;

    @Id
    @Column(name = "KIND", length = 20)
    private String kind;

    /** Empty where the kind says all: a key column cannot be null. */
    @Id
    @Column(name = "ORIGIN_ID", length = 255)
    private String originId;

    @Column(name = "REALM_ID", length = 36, nullable = false)
    private String realmId;

    /** Epoch milliseconds. */
    @Column(name = "GRANTED_AT", nullable = false)
    private long grantedAt;

    /** Epoch milliseconds; null for a grant without end. A membership lasts as long as the longest of its notes. */
    @Column(name = "EXPIRES_AT")
    private @Nullable Long expiresAt;

    @SuppressWarnings("NullAway.Init") // filled by JPA
    protected GrantOriginEntity() {}

    GrantOriginEntity(
            String realmId, String userId, String groupId, Origin origin, long grantedAt, @Nullable Long expiresAt) {
        this(
                realmId,
                userId,
                groupId,
                origin.kind().wire(),
                Objects.requireNonNullElse(origin.id(), ""),
                grantedAt,
                expiresAt);
    }

    /** Of columns as they are stored. */
    GrantOriginEntity(
            String realmId,
            String userId,
            String groupId,
            String kind,
            String originId,
            long grantedAt,
            @Nullable Long expiresAt) {
        this.realmId = realmId;
        this.userId = userId;
        this.groupId = groupId;
        this.kind = kind;
        this.originId = originId;
        this.grantedAt = grantedAt;
        this.expiresAt = expiresAt;
    }

    Key getKey() {
        return new Key(userId, groupId, kind, originId);
    }

    String getUserId() {
        return userId;
    }

    String getGroupId() {
        return groupId;
    }

    Origin.Kind getKind() {
        return Origin.Kind.fromWire(kind);
    }

    Origin getOrigin() {
        return new Origin(getKind(), originId.isEmpty() ? null : originId);
    }

    Instant getGrantedAt() {
        return Instant.ofEpochMilli(grantedAt);
    }

    Note toNote() {
        return new Note(getOrigin(), getGrantedAt(), getExpiresAt());
    }

    void setGrantedAt(Instant beginning) {
        grantedAt = beginning.toEpochMilli();
    }

    @Nullable Instant getExpiresAt() {
        return expiresAt == null ? null : Instant.ofEpochMilli(expiresAt);
    }

    boolean isExpired(long now) {
        return expiresAt != null && expiresAt <= now;
    }

    void setExpiresAt(@Nullable Instant end) {
        expiresAt = end == null ? null : end.toEpochMilli();
    }

    /** The primary key, for JPA. */
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private @Nullable String userId;

        private @Nullable String groupId;

        private @Nullable String kind;

        private @Nullable String originId;

        public Key() {}

        private Key(String userId, String groupId, String kind, String originId) {
            this.userId = userId;
            this.groupId = groupId;
            this.kind = kind;
            this.originId = originId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(userId, key.userId)
                    && Objects.equals(groupId, key.groupId)
                    && Objects.equals(kind, key.kind)
                    && Objects.equals(originId, key.originId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(userId, groupId, kind, originId);
        }
    }
}
