package dev.rolecall.sync.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Ceiling;
import dev.rolecall.access.RoleType;
import dev.rolecall.people.EmptyCells;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.MultivaluedHashMap;

class SourceSettingsTest {
    @Test
    void giveTheDefaultsWhereNothingIsSet() {
        assertThat(SourceSettings.from(new MultivaluedHashMap<>())).isEqualTo(SourceSettings.DEFAULT);
    }

    @Test
    void areReadFromTheComponent() {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.addAll("clients", "hr-import", " hr-backup ", "");
        config.putSingle("ceiling", "manage");
        config.putSingle("grantsOnSystem", "true");
        config.addAll("customers", "acme##globex", " ");
        config.putSingle("emptyCells", "clear");
        config.putSingle("rolesAssociate", "true");
        config.putSingle("takesOverProviderAccounts", "true");
        config.putSingle("summaryEvents", "true");

        SourceSettings settings = SourceSettings.from(config);

        assertThat(settings.clients()).containsExactlyInAnyOrder("hr-import", "hr-backup");
        assertThat(settings.ceiling()).isEqualTo(new Ceiling(RoleType.MANAGE, true, Set.of("acme", "globex")));
        assertThat(settings.emptyCells()).isEqualTo(EmptyCells.CLEAR);
        assertThat(settings.rolesAssociate()).isTrue();
        assertThat(settings.takesOverProviderAccounts()).isTrue();
        assertThat(settings.summaryEvents()).isTrue();
    }

    @Test
    void giveTheLeastWhereAValueIsNotUnderstood() {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle("ceiling", "EVERYTHING");
        config.putSingle("grantsOnSystem", "yes");
        config.putSingle("rolesAssociate", "1");

        SourceSettings settings = SourceSettings.from(config);

        assertThat(settings.ceiling()).isEqualTo(new Ceiling(RoleType.VIEW, false));
        assertThat(settings.rolesAssociate()).isFalse();
    }
}
