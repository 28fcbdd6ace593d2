package dev.rolecall.access;

import org.keycloak.provider.ProviderFactory;

/** Makes one {@link EvidenceProvider} for each session. */
public interface EvidenceProviderFactory extends ProviderFactory<EvidenceProvider> {}
