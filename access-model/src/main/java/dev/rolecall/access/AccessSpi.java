package dev.rolecall.access;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Lets the other modules ask for the access model as Keycloak's own providers are asked for. */
public final class AccessSpi implements Spi {
    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "rolecall-access";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return AccessProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Keycloak declares it
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return AccessProviderFactory.class;
    }
}
