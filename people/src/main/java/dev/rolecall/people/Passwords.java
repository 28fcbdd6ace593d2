package dev.rolecall.people;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.dto.PasswordCredentialData;
import org.keycloak.models.credential.dto.PasswordSecretData;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.util.JsonSerialization;

/** Password hashes made elsewhere, as Keycloak stores them. */
final class Passwords {
    /** Keycloak leaves ten between two credentials. */
    private static final int FIRST_PRIORITY = 10;

    private final KeycloakSession session;
    private final EntityManager em;

    Passwords(KeycloakSession session, EntityManager em) {
        this.session = session;
        this.em = em;
    }

    /** Why the server could not check such a hash at login, or nothing. */
    Optional<RowError> problem(Credential credential) {
        boolean known = session.getKeycloakSessionFactory()
                        .getProviderFactory(PasswordHashProvider.class, credential.algorithm())
                != null;
        return known
                ? Optional.empty()
                : Optional.of(new RowError(
                        "credential", RowErrorCode.INVALID_VALUE, "the server knows no such password algorithm"));
    }

    boolean isSame(@Nullable CredentialEntity stored, Credential credential) {
        if (stored == null) {
            return false;
        }
        try {
            PasswordCredentialData data =
                    JsonSerialization.readValue(stored.getCredentialData(), PasswordCredentialData.class);
            PasswordSecretData secret = JsonSerialization.readValue(stored.getSecretData(), PasswordSecretData.class);
            return data.getAlgorithm().equals(credential.algorithm())
                    && data.getHashIterations() == credential.hashIterations()
                    && parameters(data).equals(credential.parameters())
                    && Arrays.equals(orEmpty(secret.getSalt()), salt(credential))
                    && credential.value().equals(secret.getValue());
        } catch (IOException e) {
            return false; // written by an older server, or by hand: the row's hash takes its place
        }
    }

    void write(UserEntity user, @Nullable CredentialEntity stored, Credential credential) {
        PasswordCredentialModel model = PasswordCredentialModel.createFromValues(
                credential.algorithm(),
                salt(credential),
                credential.hashIterations(),
                credential.parameters(),
                credential.value());
        CredentialEntity entity = stored == null ? create(user) : stored;
        entity.setCreatedDate(Time.currentTimeMillis());
        entity.setCredentialData(model.getCredentialData());
        entity.setSecretData(model.getSecretData());
    }

    private CredentialEntity create(UserEntity user) {
        CredentialEntity entity = new CredentialEntity();
        entity.setId(KeycloakModelUtils.generateId());
        entity.setUser(user);
        entity.setType(PasswordCredentialModel.TYPE);
        entity.setPriority(FIRST_PRIORITY);
        em.persist(entity);
        return entity;
    }

    private static Map<String, List<String>> parameters(PasswordCredentialData data) {
        Map<String, List<String>> parameters = data.getAdditionalParameters();
        return parameters == null ? Map.of() : parameters;
    }

    /** A bcrypt hash has its salt within. */
    private static byte[] orEmpty(byte @Nullable [] salt) {
        return salt == null ? new byte[0] : salt;
    }

    private static byte[] salt(Credential credential) {
        return Base64.getDecoder().decode(credential.salt());
    }
}
