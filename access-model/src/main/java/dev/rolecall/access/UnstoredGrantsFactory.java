package dev.rolecall.access;

import org.keycloak.provider.ProviderFactory;

/** Makes one {@link UnstoredGrants} for each session. */
public interface UnstoredGrantsFactory extends ProviderFactory<UnstoredGrants> {}
