package dev.rolecall.people;

import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.ModelException;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Verifies and never makes: after the first login Keycloak hashes the password anew by the realm's policy, which is why
 * {@link #policyCheck} is never content.
 */
final class BcryptHashProvider implements PasswordHashProvider {
    @Override
    public boolean verify(String rawPassword, PasswordCredentialModel credential) {
        return Bcrypt.isOf(credential.getPasswordSecretData().getValue(), rawPassword);
    }

    @Override
    public boolean policyCheck(PasswordPolicy policy, PasswordCredentialModel credential) {
        return false;
    }

    @Override
    public PasswordCredentialModel encodedCredential(String rawPassword, int iterations) {
        throw new ModelException("bcrypt is for passwords that were hashed elsewhere; choose another for new ones");
    }

    @Override
    public void close() {}
}
