package dev.rolecall.it;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls a resource class answers, read from its annotations, those of its sub-resources too. */
final class ResourceCalls {
    private ResourceCalls() {}

    /** Each call as {@code GET /rolecall/imports/{}}; a parameter's name does not count. */
    static List<String> below(String address, Class<?> resource) {
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> of(address, method))
                .filter(call -> !call.startsWith("OPTIONS ")) // a browser's question, no call of the API
                .sorted()
                .toList();
    }

    private static Stream<String> of(String above, Method method) {
        String address = above + path(method);
        List<String> verbs = Arrays.stream(method.getAnnotations())
                .map(ResourceCalls::verb)
                .flatMap(Optional::stream)
                .toList();
        boolean isLocator = verbs.isEmpty() && method.isAnnotationPresent(Path.class);
        return isLocator
                ? below(address, method.getReturnType()).stream()
                : verbs.stream().map(verb -> verb + " " + address);
    }

    private static Optional<String> verb(Annotation annotation) {
        return Optional.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class))
                .map(HttpMethod::value);
    }

    private static String path(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : "/" + path.value().replaceAll("^/|/$", "").replaceAll("\\{[^}]*}", "{}");
    }
}
