package dev.rolecall.ldap.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import org.junit.jupiter.api.Test;

class RefusedSettingsExceptionTest {
    private static final String TEXT = "rules: line 1: \"it's ADMIN@${custommer}/x{2}\"";

    private final RefusedSettingsException refusal = new RefusedSettingsException(new InvalidSettingException(TEXT));

    @Test
    void whatKeycloakMakesOfItIsTheTextItself() {
        assertThat(MessageFormat.format(String.valueOf(refusal.getMessage()), refusal.getParameters()))
                .isEqualTo(TEXT);
    }

    @Test
    void theLogOfAnImportSaysTheTextToo() {
        assertThat(refusal.toString()).contains(TEXT);
    }
}
