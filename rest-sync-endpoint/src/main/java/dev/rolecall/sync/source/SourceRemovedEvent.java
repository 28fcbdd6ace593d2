package dev.rolecall.sync.source;

import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/** A source is being removed, in the transaction of that session. */
public record SourceRemovedEvent(KeycloakSession session, String sourceId) implements ProviderEvent {}
