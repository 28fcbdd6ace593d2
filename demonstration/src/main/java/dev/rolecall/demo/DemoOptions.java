package dev.rolecall.demo;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was typed after {@code ./demo}, except {@code --help}, which the script answers before it builds anything.
 *
 * @param ldapPort of the directory; 0 takes a free one
 * @param data     the folder that keeps everything between two starts; null for {@code .demo} in the checkout
 */
record DemoOptions(
        Mode mode,
        int port,
        int managementPort,
        int ldapPort,
        int appPort,
        @Nullable Path data,
        boolean fresh,
        boolean postgres) {
    enum Mode {
        RUN,
        CHECK
    }

    static final int LDAP_PORT = 10389;

    static DemoOptions parse(List<String> arguments) {
        return new Parser(arguments).parse();
    }

    /** On free ports and empty data, whatever runs on this machine already. */
    DemoOptions forCheck(Path folder) {
        List<Integer> ports = Ports.free(3);
        return new DemoOptions(mode, ports.get(0), ports.get(1), 0, ports.get(2), folder, true, postgres);
    }

    private static final class Parser {
        private final Deque<String> rest;
        private final Set<String> seen = new LinkedHashSet<>();
        private int port = 8080;
        private int managementPort = 9000;
        private int ldapPort = LDAP_PORT;
        private int appPort = 8081;
        private @Nullable Path data;

        Parser(List<String> arguments) {
            rest = new ArrayDeque<>(arguments);
        }

        DemoOptions parse() {
            while (!rest.isEmpty()) {
                accept(rest.removeFirst());
            }
            Mode mode = seen.contains("--check") ? Mode.CHECK : Mode.RUN;
            requireCheckAlone(mode);
            requireDifferentPorts();
            return new DemoOptions(
                    mode,
                    port,
                    managementPort,
                    ldapPort,
                    appPort,
                    data,
                    seen.contains("--fresh"),
                    seen.contains("--postgres"));
        }

        private void accept(String argument) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0) {
                rest.addFirst(argument.substring(equals + 1));
                accept(argument.substring(0, equals), true);
            } else {
                accept(argument, false);
            }
        }

        private void accept(String name, boolean attached) {
            switch (name) {
                case "--port" -> port = port(name);
                case "--management-port" -> managementPort = port(name);
                case "--ldap-port" -> ldapPort = port(name, 0);
                case "--app-port" -> appPort = port(name);
                case "--data" -> data = Path.of(value(name));
                case "--fresh", "--postgres", "--check" -> requireNoValue(name, attached);
                default -> throw new UsageException("unknown option " + name);
            }
            seen.add(name);
        }

        private String value(String name) {
            String value = rest.isEmpty() ? "" : rest.removeFirst();
            if (value.isEmpty()) {
                throw new UsageException(name + " needs a value");
            }
            return value;
        }

        private int port(String name) {
            return port(name, 1);
        }

        private int port(String name, int least) {
            String value = value(name);
            int number = value.matches("\\d{1,5}") ? Integer.parseInt(value) : -1;
            if (number < least || number > 65_535) {
                throw new UsageException(name + " needs a number from " + least + " to 65535, not " + value);
            }
            return number;
        }

        private static void requireNoValue(String name, boolean attached) {
            if (attached) {
                throw new UsageException(name + " takes no value");
            }
        }

        private void requireCheckAlone(Mode mode) {
            if (mode == Mode.CHECK && !Set.of("--check", "--postgres").containsAll(seen)) {
                throw new UsageException("--check takes free ports and data of its own: only --postgres goes with it");
            }
        }

        private void requireDifferentPorts() {
            if (Set.copyOf(List.of(port, managementPort, ldapPort, appPort)).size() < 4) {
                throw new UsageException("--port, --management-port, --ldap-port and --app-port must differ");
            }
        }
    }
}
