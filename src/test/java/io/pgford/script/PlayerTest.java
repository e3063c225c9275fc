package io.pgford.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.problem.Exit;
import io.pgford.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlayerTest {
    private final List<String> run = new ArrayList<>();
    private final List<String> echoed = new ArrayList<>();
    private boolean interrupted;

    /** Answers a query "select x" with x, and fails at "move nosuch". */
    private final Performer performer = new Performer() {
        @Override
        public Outcome perform(Action action) {
            run.add(action.source());
            if (action instanceof SqlItem sql) {
                String value = sql.sql().replaceFirst("^select ", "");
                return Outcome.of(value.equals("null") ? Optional.empty() : Optional.of(value));
            }
            if (action.source().contains("interrupt")) {
                return Outcome.of(Problem.interrupted("interrupted", ""));
            }
            return action.source().contains("nosuch")
                    ? Outcome.of(Problem.failed("there is no table nosuch", "Name one that exists."))
                    : Outcome.done();
        }

        @Override
        public Outcome probe(Action action) {
            return perform(action);
        }
    };

    private int play(String text) {
        return new Player(performer, item -> echoed.add(item.source()), () -> interrupted)
                .play("demo.pgford", ScriptParserTest.PARSER.parse("demo.pgford", text));
    }

    private Problem problemOf(String text) {
        Problem[] problem = new Problem[1];
        assertThatThrownBy(() -> play(text)).isInstanceOfSatisfying(Problem.class, thrown -> problem[0] = thrown);
        return problem[0];
    }

    @Test
    void playsAllItems() {
        assertThat(play("# note\nstatus\nexpect 1 select 1;\nexpect failure move nosuch\n"))
                .isEqualTo(3);
        assertThat(echoed).containsExactly("# note", "status", "expect 1 select 1;", "expect failure move nosuch");
    }

    @Test
    void stopsAtTheFirstFailure() {
        Problem problem = problemOf("status\n\nmove nosuch\nstatus\n");
        assertThat(problem.what()).isEqualTo("demo.pgford:3: move nosuch\nthere is no table nosuch");
        assertThat(problem.next()).isEqualTo("Name one that exists.");
        assertThat(problem.exit()).isEqualTo(Exit.FAILED);
        assertThat(run).containsExactly("status", "move nosuch");
    }

    @Test
    void holdsExpectations() {
        play("""
                expect 'a b' select a b;
                expect 10 select 10.0;
                expect >= 9 select 10;
                expect < b select a;
                expect != 1 select 2;
                expect null select null;
                expect failure matching "no table" move nosuch
                """);
    }

    @Test
    void reportsExpectationsThatDoNotHold() {
        Problem problem = problemOf("expect 3\\\n select 4;".replace("\\\n", ""));
        assertThat(problem.exit()).isEqualTo(Exit.EXPECTATION);
        assertThat(problem.what()).isEqualTo("demo.pgford:1: expect 3 select 4;\nexpected \"3\", but it gave \"4\"");
        assertThat(problemOf("expect >= 3 select null;").what())
                .endsWith("expected >= \"3\", but it gave null or no row");
        assertThat(problemOf("expect failure status").what()).endsWith("expected a failure, but it was done");
        assertThat(problemOf("expect failure matching other move nosuch").what())
                .endsWith("expected a failure with \"other\", but it failed: there is no table nosuch");
    }

    @Test
    void aQueryThatFailsHoldsNothing() {
        assertThat(new Expectation.Value(Expectation.Comparison.EQUAL, Optional.empty())
                        .holds(Outcome.of(Problem.failed("x", ""))))
                .isFalse();
    }

    @Test
    void anInterruptionIsNoExpectedFailure() {
        assertThat(problemOf("expect failure status interrupt").exit()).isEqualTo(Exit.INTERRUPTED);
    }

    @Test
    void stopsBetweenItemsWhenInterrupted() {
        interrupted = true;
        Problem problem = problemOf("status");
        assertThat(problem.exit()).isEqualTo(Exit.INTERRUPTED);
        assertThat(problem.what()).isEqualTo("demo.pgford:1: interrupted before: status");
        assertThat(run).isEmpty();
    }
}
