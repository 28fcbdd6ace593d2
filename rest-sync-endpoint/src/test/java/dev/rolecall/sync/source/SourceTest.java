package dev.rolecall.sync.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.util.MultivaluedHashMap;

class SourceTest {
    @ParameterizedTest
    @CsvSource({
        "true, snapshot, false, true",
        "true, upsert, true, true",
        "true, upsert, false, false",
        "false, snapshot, false, false",
        "false, upsert, true, false"
    })
    void keepsItsPeopleOnlyWhereItWillSayThatTheyLeave(boolean enabled, String mode, String mayChoose, boolean keeps) {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.put(SourceSettings.MODE, List.of(mode));
        config.put(SourceSettings.REQUEST_MAY_CHOOSE_MODE, List.of(mayChoose));

        assertThat(new Source("id", "hr", enabled, SourceSettings.from(config)).keepsItsPeople())
                .isEqualTo(keeps);
    }
}
