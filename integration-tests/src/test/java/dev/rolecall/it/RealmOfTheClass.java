package dev.rolecall.it;

import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands a {@link TestRealm} to the constructor of a test class: the same for all its tests, another for each class. */
final class RealmOfTheClass implements ParameterResolver {
    private static final ExtensionContext.Namespace REALMS = ExtensionContext.Namespace.create(RealmOfTheClass.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestRealm.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> outermost = context.getRequiredTestClass();
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        String name = outermost.getSimpleName().toLowerCase(Locale.ROOT);
        TestBed bed = TestBed.of(context);
        return context.getRoot()
                .getStore(REALMS)
                .getOrComputeIfAbsent(
                        name, n -> TestRealm.create(bed.server(), bed.administration(), n), TestRealm.class);
    }
}
