package dev.rolecall.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.demo.Json;
import dev.rolecall.demo.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** The shipped realm under another name, beside which it can stand: with ids and secrets of its own. */
final class RealmCopy {
    private static final Pattern SECRET = Pattern.compile("\\$\\{([A-Z_]+)_SECRET[^}]*}");
    private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:([^}]*)}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private RealmCopy() {}

    static ObjectNode named(String name, Project project) {
        try {
            return named(name, Files.readString(project.realm()));
        } catch (IOException e) {
            throw new BenchmarkFailedException("the realm file cannot be read", e);
        }
    }

    static ObjectNode named(String name, String shipped) {
        String text = SECRET.matcher(shipped)
                .replaceAll(secret ->
                        Stack.secretOf(secret.group(1).toLowerCase(Locale.ROOT).replace('_', '-')));
        text = WITH_DEFAULT.matcher(text).replaceAll("$1");
        Map<String, String> ids = new HashMap<>();
        text = ID.matcher(text)
                .replaceAll(id ->
                        ids.computeIfAbsent(id.group(), old -> UUID.randomUUID().toString()));
        ObjectNode realm = (ObjectNode) Json.read(text);
        return realm.put("realm", name);
    }
}
