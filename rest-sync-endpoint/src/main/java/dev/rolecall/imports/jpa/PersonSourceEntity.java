package dev.rolecall.imports.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/**
 * Whom a source has brought in: a row of one of its files made the person or was about it. Ends with the user by the
 * foreign key, and with the source.
 */
@Entity(name = "RolecallPersonSource")
@Table(name = "RC_PERSON_SOURCE")
@IdClass(PersonSourceEntity.Key.class)
class PersonSourceEntity {
    /** The primary key. */
    record Key(String sourceId, String userId) implements Serializable {}

    @Id
    @Column(name = "SOURCE_ID", length = 36)
    String sourceId = "";

    @Id
    @Column(name = "USER_ID", length = 36)
    String userId = "";

    /** As the results of rows have it, in the last row about the person. */
    @Column(name = "ROW_KEY")
    String key = "";

    protected PersonSourceEntity() {}

    PersonSourceEntity(String sourceId, String userId, String key) {
        this.sourceId = sourceId;
        this.userId = userId;
        this.key = key;
    }
}
