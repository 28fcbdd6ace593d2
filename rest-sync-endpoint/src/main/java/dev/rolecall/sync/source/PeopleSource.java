package dev.rolecall.sync.source;

import org.keycloak.storage.UserStorageProvider;

/** A user storage without users: it implements none of the look-up interfaces, so Keycloak never asks it for one. */
public final class PeopleSource implements UserStorageProvider {
    PeopleSource() {}

    @Override
    public void close() {}
}
