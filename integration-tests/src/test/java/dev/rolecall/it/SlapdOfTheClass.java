package dev.rolecall.it;

import java.util.Locale;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link Slapd} to the constructor of a test class: the same for all its tests, another for each class. Where OpenLDAP
 * is not installed the class is skipped, and the report says what to install.
 */
final class SlapdOfTheClass implements ParameterResolver, ExecutionCondition {
    private static final ExtensionContext.Namespace SERVERS = ExtensionContext.Namespace.create(SlapdOfTheClass.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing = Slapd.missing();
        return missing == null
                ? ConditionEvaluationResult.enabled("slapd is installed")
                : ConditionEvaluationResult.disabled(missing);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Slapd.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> outermost = context.getRequiredTestClass();
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        String name = "slapd-" + outermost.getSimpleName().toLowerCase(Locale.ROOT);
        return context.getRoot()
                .getStore(SERVERS)
                .getOrComputeIfAbsent(
                        name,
                        n -> Slapd.start(
                                TestBed.path("rolecall.workspace").resolve(n).toAbsolutePath()),
                        Slapd.class);
    }
}
