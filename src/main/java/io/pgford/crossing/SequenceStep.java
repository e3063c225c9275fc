package io.pgford.crossing;

import io.pgford.catalog.Sequence;
import io.pgford.catalog.Survey;
import io.pgford.database.Name;
import io.pgford.database.Quote;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Step 8: the sequences of {@code new} go on from beyond those of {@code old}: serial, identity and free ones, ascending and
 * descending. Never moves one backwards.
 */
public final class SequenceStep {
    private SequenceStep() {}

    /** Every sequence of {@code old} with its counterpart: the one of the same column, else the one of the same name. */
    public static List<SequencePair> pairs(Survey survey) {
        return survey.oldSide().sequences().stream()
                .map(old ->
                        new SequencePair(old, counterpart(old, survey.newSide().sequences())))
                .toList();
    }

    private static Optional<Sequence> counterpart(Sequence old, List<Sequence> candidates) {
        Optional<Sequence> sameColumn = old.owner()
                .flatMap(owner -> candidates.stream()
                        .filter(s -> s.owner()
                                .filter(o -> o.table().equals(owner.table())
                                        && o.column().equals(owner.column()))
                                .isPresent())
                        .findFirst());
        return sameColumn.or(() ->
                candidates.stream().filter(s -> s.name().equals(old.name())).findFirst());
    }

    /**
     * What is missing.
     *
     * @param gap how many values to leave between the two, for what {@code old} still hands out until the application has moved;
     *     at most a tenth of what a sequence has left
     * @throws Problem where {@code new} lacks a sequence
     */
    public static Plan plan(Survey survey, long gap) {
        List<SequencePair> pairs = pairs(survey);
        List<Name> missing = pairs.stream()
                .filter(p -> p.fresh().isEmpty())
                .map(p -> p.old().name())
                .toList();
        if (!missing.isEmpty()) {
            throw Problem.failed(
                    "These sequences of old are not on new: " + CrossingText.some(missing),
                    "Bring the schema over first: schema copy, or schema apply FILE --on new");
        }
        return Plan.of(pairs.stream()
                .filter(p -> !p.reaches(p.exhausted() ? p.old().next() : p.target(gap)))
                .map(p -> advance(p, gap))
                .toList());
    }

    private static Change advance(SequencePair pair, long gap) {
        Sequence fresh = pair.fresh().orElseThrow();
        String name = fresh.name().sql();
        // An exhausted sequence goes to its bound as "handed out", so that new fails just as old would.
        BigInteger value = pair.exhausted()
                ? BigInteger.valueOf(
                        pair.old().ascending() ? pair.old().max() : pair.old().min())
                : pair.target(gap);
        String behind = fresh.ascending() ? "<" : ">";
        return Change.on(Side.NEW, """
                DO $pgford$
                BEGIN
                    -- changes nothing, but keeps nextval of others out until the end, so that none is handed out twice
                    ALTER SEQUENCE %1$s INCREMENT BY %2$d;
                    IF (SELECT last_value::numeric + CASE WHEN is_called THEN %2$d ELSE 0 END FROM %1$s) %3$s %4$d THEN
                        PERFORM pg_catalog.setval(%5$s, %4$d, %6$b);
                    END IF;
                END
                $pgford$""".formatted(
                        name,
                        fresh.increment(),
                        pair.exhausted() ? behind + "=" : behind,
                        value,
                        Quote.literal(name),
                        pair.exhausted()));
    }
}
