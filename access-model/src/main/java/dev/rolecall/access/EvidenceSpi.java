package dev.rolecall.access;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Lets a module that gives grants by rules say why it gave them. */
public final class EvidenceSpi implements Spi {
    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "rolecall-evidence";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return EvidenceProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Keycloak declares it
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return EvidenceProviderFactory.class;
    }
}
