package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadAheadTest {
    private final Numbers numbers = new Numbers();

    @Test
    void givesAllInOrder() throws IOException {
        numbers.give(1, 2, 3);

        assertThat(all()).containsExactly(1, 2, 3);
    }

    @Test
    void givesNothingAfterTheLast() throws IOException {
        try (ReadAhead<Integer> ahead = begin()) {
            assertThat(ahead.next()).isNull();
            assertThat(ahead.next()).isNull();
        }
    }

    @Test
    void readsTheNextOneWhileOneIsAtHand() throws Exception {
        numbers.give(1, 2);
        try (ReadAhead<Integer> ahead = begin()) {
            ahead.next();

            assertThat(numbers.isSecondRead()).isTrue();
        }
    }

    @Test
    void readsNoFurtherThanThat() throws Exception {
        numbers.give(1, 2, 3);
        try (ReadAhead<Integer> ahead = begin()) {
            ahead.next();

            assertThat(numbers.isSecondRead()).isTrue();
            assertThat(numbers.given).containsExactly(3);
        }
    }

    @Test
    void whatGoesWrongComesAfterWhatWentWell() throws IOException {
        numbers.give(1);
        numbers.failure = new IOException("gone");
        try (ReadAhead<Integer> ahead = begin()) {
            assertThat(ahead.next()).isEqualTo(1);
            assertThatThrownBy(ahead::next).isSameAs(numbers.failure);
        }
    }

    @Test
    void evenAnErrorComesThrough() {
        numbers.failure = new StackOverflowError();

        assertThatThrownBy(this::all).isSameAs(numbers.failure);
    }

    @Test
    void theSourceIsClosedAfterTheLast() throws Exception {
        numbers.give(1);

        all();

        assertThat(numbers.isClosed()).isTrue();
    }

    @Test
    void theSourceIsClosedWhereItFails() throws Exception {
        numbers.failure = new IllegalStateException();

        assertThatThrownBy(this::all).isSameAs(numbers.failure);

        assertThat(numbers.isClosed()).isTrue();
    }

    @Test
    void theSourceIsClosedWhereNobodyWantsMore() throws Exception {
        numbers.give(1, 2, 3, 4);

        try (ReadAhead<Integer> ahead = begin()) {
            ahead.next();
        }

        assertThat(numbers.isClosed()).isTrue();
        assertThat(numbers.given).isNotEmpty();
    }

    private ReadAhead<Integer> begin() {
        return ReadAhead.of(numbers, "reading");
    }

    private List<Integer> all() throws IOException {
        List<Integer> all = new ArrayList<>();
        try (ReadAhead<Integer> ahead = begin()) {
            for (Integer next = ahead.next(); next != null; next = ahead.next()) {
                all.add(next);
            }
        }
        return all;
    }

    private static final class Numbers implements ReadAhead.Source<Integer> {
        private final Queue<Integer> given = new ConcurrentLinkedQueue<>();
        private final CountDownLatch second = new CountDownLatch(2);
        private final CountDownLatch closed = new CountDownLatch(1);
        private @Nullable Throwable failure;

        void give(Integer... numbers) {
            given.addAll(List.of(numbers));
        }

        @Override
        public @Nullable Integer next() throws IOException {
            Integer next = given.poll();
            if (next != null) {
                second.countDown();
                return next;
            }
            if (failure instanceof IOException io) {
                throw io;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException runtime) {
                throw runtime;
            }
            return null;
        }

        boolean isSecondRead() throws InterruptedException {
            return second.await(20, TimeUnit.SECONDS);
        }

        boolean isClosed() throws InterruptedException {
            return closed.await(20, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
