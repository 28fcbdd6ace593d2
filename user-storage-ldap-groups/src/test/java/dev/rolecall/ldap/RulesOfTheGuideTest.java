package dev.rolecall.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules that docs/ldap.md shows are rules, and give what it says. */
class RulesOfTheGuideTest {
    private final List<String> blocks = blocks();
    private final RuleSet rules = RuleSet.parse(List.of(blocks.get(0)));

    @Test
    void giveWhatTheGuideSays() {
        assertThat(given(Map.of(), "cn=globex-viewers,ou=groups,dc=rolecall,dc=test"))
                .containsExactly("VIEW@globex", "role:auditor");
        assertThat(given(Map.of(), "cn=acme-prod-eu-admins,ou=groups,dc=rolecall,dc=test"))
                .containsExactly("ADMIN@acme/prod-eu");
        assertThat(given(Map.of(), "cn=staff,o=x")).containsExactly("console.logs.read@acme");
        assertThat(given(Map.of("employeeType", List.of("external")), "cn=staff,o=x"))
                .isEmpty();
        assertThat(given(Map.of(), "cn=staff,o=x", "cn=trainees,o=x")).isEmpty();
    }

    @Test
    void haveGoldenUsers() {
        assertThat(GoldenUser.parse(List.of(blocks.get(2)))).hasSize(3);
    }

    private List<String> given(Map<String, List<String>> attributes, String... groups) {
        return People.texts(rules.apply(People.with(attributes, groups)));
    }

    /** Those of no language. */
    private static List<String> blocks() {
        try {
            String guide = Files.readString(Path.of("../docs/ldap.md"));
            return Pattern.compile("^```(\\w*)$(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                    .matcher(guide)
                    .results()
                    .filter(block -> block.group(1).isEmpty())
                    .map(block -> block.group(2))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
