package dev.rolecall.sync.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the sources bound to a client a request means. */
sealed interface SourceChoice {
    /**
     * @param bound  those the client is bound to, also the disabled ones: a client whose sources are all disabled is not
     *               one without a source
     * @param wanted the name or id the request gives, or null
     */
    static SourceChoice of(List<Source> bound, @Nullable String wanted) {
        if (bound.isEmpty()) {
            return new None();
        }
        List<Source> meant = wanted == null
                ? bound
                : bound.stream()
                        .filter(source ->
                                source.name().equals(wanted) || source.id().equals(wanted))
                        .toList();
        if (meant.isEmpty()) {
            return new None();
        }
        List<Source> usable = meant.stream().filter(Source::enabled).toList();
        if (usable.isEmpty()) {
            return new Disabled();
        }
        return usable.size() == 1 ? new One(usable.get(0)) : new Several();
    }

    record One(Source source) implements SourceChoice {}

    /** The client is bound to none, or not to the one it wants; which of them is nobody's business. */
    record None() implements SourceChoice {}

    /** The client is bound to what it wants, which is disabled. */
    record Disabled() implements SourceChoice {}

    /** The request must say which. */
    record Several() implements SourceChoice {}
}
