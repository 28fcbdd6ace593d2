package dev.rolecall.access.keycloak;

import dev.rolecall.access.ExaminedMapper;
import dev.rolecall.access.Finding.Code;
import jakarta.persistence.Tuple;
import java.util.Map;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderFactory;

/** Looks at our mappers of identity providers: one whose settings make no sense refuses every login. */
final class IdentityProviderLint {
    private final Findings findings;
    private final KeycloakSession session;

    IdentityProviderLint(Findings findings, KeycloakSession session) {
        this.findings = findings;
        this.session = session;
    }

    void look() {
        for (Tuple row : findings.all(
                Code.BAD_MAPPER_SETTINGS,
                "select m.id as id from IdentityProviderMapperEntity m where m.realmId = :realm"
                        + " and m.identityProviderMapper like 'rolecall-%'"
                        + " order by m.identityProviderAlias, m.name, m.id",
                Map.of())) {
            IdentityProviderMapperModel mapper = session.identityProviders().getMapperById(row.get("id", String.class));
            if (mapper != null) {
                examine(mapper);
            }
        }
    }

    private void examine(IdentityProviderMapperModel mapper) {
        String where = "identity-providers/" + mapper.getIdentityProviderAlias() + "/mappers/" + mapper.getName();
        ProviderFactory<?> factory = session.getKeycloakSessionFactory()
                .getProviderFactory(IdentityProviderMapper.class, mapper.getIdentityProviderMapper());
        if (factory instanceof ExaminedMapper type) {
            type.fault(mapper)
                    .ifPresent(settings -> findings.add(
                            Code.BAD_MAPPER_SETTINGS,
                            where,
                            "refuses every login through the provider: these settings make no sense: " + settings));
        } else if (factory == null) {
            findings.add(
                    Code.UNKNOWN_MAPPER,
                    where,
                    "is a " + mapper.getIdentityProviderMapper()
                            + ", which this server does not know: its module is not installed, and logins through the"
                            + " provider fail");
        }
    }
}
