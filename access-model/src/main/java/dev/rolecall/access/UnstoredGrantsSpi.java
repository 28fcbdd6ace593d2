package dev.rolecall.access;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Lets a module that federates people without storing them say what they hold. */
public final class UnstoredGrantsSpi implements Spi {
    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "rolecall-unstored-grants";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return UnstoredGrants.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Keycloak declares it
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return UnstoredGrantsFactory.class;
    }
}
