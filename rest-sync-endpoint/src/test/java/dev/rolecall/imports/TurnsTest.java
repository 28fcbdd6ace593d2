package dev.rolecall.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.imports.jpa.ImportQueue.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void whoCameFirstIsFirstAsLongAsNobodyHadATurn() {
        assertThat(turns.inOrder(List.of(of("a", 1), of("b", 1), of("a", 2))))
                .containsExactly(of("a", 1), of("b", 1), of("a", 2));
    }

    @Test
    void anotherRealmComesBeforeTheSecondFileOfOneThatHadATurn() {
        turns.began(of("a", 1));

        assertThat(turns.inOrder(List.of(of("a", 2), of("a", 3), of("b", 1)))).startsWith(of("b", 1));
    }

    @Test
    void inARealmTheSourceThatWaitedLongestIsNext() {
        turns.began(of("a", 1));
        turns.began(of("a", 2));

        assertThat(turns.inOrder(List.of(of("a", 2), of("a", 1), of("a", 3))))
                .containsExactly(of("a", 3), of("a", 1), of("a", 2));
    }

    @Test
    void aRealmWithOneFileIsServedSecondHoweverManyAnotherHas() {
        List<Waiting> waiting = new ArrayList<>(
                IntStream.range(0, 100).mapToObj(i -> of("a", i)).toList());
        waiting.add(of("b", 0));

        assertThat(served(waiting).indexOf(of("b", 0))).isEqualTo(1);
    }

    @Test
    void realmsTakeTurnsAsLongAsEachHasFiles() {
        List<Waiting> waiting = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> waiting.add(of("a", i)));
        IntStream.range(0, 3).forEach(i -> waiting.add(of("b", i)));

        assertThat(served(waiting)).extracting(Waiting::realmId).containsExactly("a", "b", "a", "b", "a", "b");
    }

    private List<Waiting> served(List<Waiting> waiting) {
        List<Waiting> served = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Waiting next = turns.inOrder(waiting).get(0);
            turns.began(next);
            waiting.remove(next);
            served.add(next);
        }
        return served;
    }

    private static Waiting of(String realm, int source) {
        return new Waiting(realm + "-import-" + source, realm, realm + "-source-" + source);
    }
}
