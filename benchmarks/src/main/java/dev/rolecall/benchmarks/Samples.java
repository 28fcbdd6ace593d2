package dev.rolecall.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Numbers measured again and again, at least one. */
final class Samples {
    private final double[] sorted;

    private Samples(DoubleStream numbers) {
        sorted = numbers.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    static Samples of(double... numbers) {
        return new Samples(Arrays.stream(numbers));
    }

    static <T> Samples of(Collection<T> measured, ToDoubleFunction<T> number) {
        return new Samples(measured.stream().mapToDouble(number));
    }

    /** All of them as one. */
    static Samples joined(Collection<Samples> parts) {
        return new Samples(parts.stream().flatMapToDouble(part -> Arrays.stream(part.sorted)));
    }

    int count() {
        return sorted.length;
    }

    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The least value that so many percent of the samples do not exceed (nearest rank). */
    double percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }
}
