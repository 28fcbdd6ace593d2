package dev.rolecall.access;

import java.util.Optional;
import org.keycloak.models.IdentityProviderMapperModel;

/**
 * A mapper of an identity provider that can tell whether it understands settings. Keycloak asks nobody when such
 * settings are saved, so they are looked at by {@link Upkeep#lint()}.
 */
public interface ExaminedMapper {
    /** The names of the settings that make no sense; nothing where all of them do. Never a value. */
    Optional<String> fault(IdentityProviderMapperModel mapper);
}
