package dev.rolecall.sync.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.access.Ceiling;
import dev.rolecall.access.Origin;
import dev.rolecall.access.RoleType;
import dev.rolecall.people.EmptyCells;
import java.util.List;
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
        config.putSingle("keyField", " username ");
        config.addAll("headerMappings", "Login=username##ignore:Salary", "constant:userType=HUMAN");
        config.putSingle("requestMayMap", "true");
        config.putSingle("defaultCustomer", " acme ");
        config.putSingle("mode", "snapshot");
        config.putSingle("requestMayChooseMode", "true");
        config.putSingle("authoritative", "true");
        config.putSingle("oneTimeTokens", "false");
        config.putSingle("summaryEvents", "true");

        SourceSettings settings = SourceSettings.from(config);

        assertThat(settings.columns())
                .isEqualTo(new SourceColumns(
                        "username",
                        List.of("Login=username", "ignore:Salary", "constant:userType=HUMAN"),
                        true,
                        "acme"));
        assertThat(settings.mode()).isEqualTo(ImportMode.SNAPSHOT);
        assertThat(settings.requestMayChooseMode()).isTrue();
        assertThat(settings.rules(new Origin(Origin.Kind.IMPORT, "id")).authoritative())
                .isTrue();
        assertThat(settings.oneTimeTokens()).isFalse();
        assertThat(settings.summaryEvents()).isTrue();
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
        config.putSingle("requestMayMap", "on");
        config.putSingle("requestMayChooseMode", "1");
        config.putSingle("authoritative", "yes");
        config.putSingle("oneTimeTokens", "no");

        SourceSettings settings = SourceSettings.from(config);

        assertThat(settings.columns().requestMayMap()).isFalse();
        assertThat(settings.requestMayChooseMode()).isFalse();
        assertThat(settings.authoritative()).isFalse();
        assertThat(settings.oneTimeTokens()).isTrue();

        assertThat(settings.ceiling()).isEqualTo(new Ceiling(RoleType.VIEW, false));
        assertThat(settings.rolesAssociate()).isFalse();
    }
}
