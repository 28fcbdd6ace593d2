package dev.rolecall.access;

import org.keycloak.provider.ProviderFactory;

/** Makes an {@link AccessProvider} for each session. */
public interface AccessProviderFactory extends ProviderFactory<AccessProvider> {}
