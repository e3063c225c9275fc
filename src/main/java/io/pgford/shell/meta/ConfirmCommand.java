package io.pgford.shell.meta;

import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.danger.Caution;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code \confirm}: from how many changed rows on the prompt asks. */
public final class ConfirmCommand implements MetaCommand {
    private final Caution caution;

    public ConfirmCommand(Caution caution) {
        this.caution = caution;
    }

    @Override
    public List<String> names() {
        return List.of("\\confirm");
    }

    @Override
    public String usage() {
        return "\\confirm [ROWS|off]";
    }

    @Override
    public String what() {
        return "from how many rows on a change is asked about";
    }

    @Override
    public Outcome run(MetaCall call) {
        call.atMost(1, usage());
        call.word(1).ifPresent(word -> caution.manyRows(rows(word)));
        call.tell(caution.manyRows()
                .map(rows -> String.format(
                        Locale.ROOT, "Changes of %,d rows or more, as the planner expects, are asked about.", rows))
                .orElse("The number of rows is not asked about."));
        return Outcome.done();
    }

    private Optional<Long> rows(String word) {
        if (word.equals("off")) {
            return Optional.empty();
        }
        if (!word.matches("\\d{1,12}")) {
            throw Problem.usage("\\confirm cannot take " + word, "Write it as: " + usage());
        }
        return Optional.of(Long.valueOf(word));
    }
}
