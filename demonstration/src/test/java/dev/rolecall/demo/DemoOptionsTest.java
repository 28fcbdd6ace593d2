package dev.rolecall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {
    @Test
    void everythingHasADefault() {
        DemoOptions options = parse();

        assertThat(options)
                .isEqualTo(new DemoOptions(DemoOptions.Mode.RUN, 8080, 9000, 10389, 8081, null, false, false));
    }

    @Test
    void aValueFollowsItsOptionOrIsAttached() {
        DemoOptions options = parse("--port", "18080", "--app-port=18081", "--data=a=b");

        assertThat(options.port()).isEqualTo(18080);
        assertThat(options.appPort()).isEqualTo(18081);
        assertThat(options.data()).isEqualTo(Path.of("a=b"));
    }

    @Test
    void switchesTakeNoValue() {
        DemoOptions options = parse("--fresh", "--postgres");

        assertThat(options.fresh()).isTrue();
        assertThat(options.postgres()).isTrue();
    }

    @Test
    void theDirectoryMayTakeAnyPort() {
        assertThat(parse("--ldap-port=0").ldapPort()).isZero();
    }

    @Test
    void theCheckTakesFreePortsAndStartsEmpty() {
        DemoOptions check = parse("--check", "--postgres").forCheck(Path.of("somewhere"));

        assertThat(List.of(check.port(), check.managementPort(), check.appPort()))
                .doesNotHaveDuplicates()
                .allMatch(Ports::isFree);
        assertThat(check.ldapPort()).isZero();
        assertThat(check.fresh()).isTrue();
        assertThat(check.postgres()).isTrue();
        assertThat(check.data()).isEqualTo(Path.of("somewhere"));
    }

    @ParameterizedTest
    @CsvSource({
        "--prot 8080,            unknown option --prot",
        "8080,                   unknown option 8080",
        "--port,                 --port needs a value",
        "--data=,                --data needs a value",
        "--port 0,               '--port needs a number from 1 to 65535, not 0'",
        "--ldap-port=65536,      '--ldap-port needs a number from 0 to 65535, not 65536'",
        "--port http,            '--port needs a number from 1 to 65535, not http'",
        "--fresh=yes,            --fresh takes no value",
        "--check --port 8080,    '--check takes free ports and data of its own: only --postgres goes with it'",
        "--check --fresh,        '--check takes free ports and data of its own: only --postgres goes with it'",
        "--port 9000,            '--port, --management-port, --ldap-port and --app-port must differ'",
        "--ldap-port 8081,       '--port, --management-port, --ldap-port and --app-port must differ'"
    })
    void whatMakesNoSenseIsRefusedWithAReason(String arguments, String reason) {
        assertThatThrownBy(() -> parse(arguments.split(" ", -1)))
                .isInstanceOf(UsageException.class)
                .hasMessage(reason);
    }

    private static DemoOptions parse(String... arguments) {
        return DemoOptions.parse(List.of(arguments));
    }
}
