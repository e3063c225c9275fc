package io.pgford.shell;

import io.pgford.command.Answer;
import io.pgford.problem.Problem;
import io.pgford.shell.prompt.ShellHistory;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.HelpPage;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** The shell's commands about itself. */
public final class ShellCommands {
    private final Supplier<Catalogue> catalogue;
    private final Leaving leaving;
    private final ShellHistory history;

    /** @param catalogue given late: it holds these commands too */
    public ShellCommands(Supplier<Catalogue> catalogue, Leaving leaving, ShellHistory history) {
        this.catalogue = catalogue;
        this.leaving = leaving;
        this.history = history;
    }

    @Command(name = "help", group = "Shell", description = "list the commands, or explain one", help = """
            help
            help move""")
    public Answer help(@Arguments List<String> command) {
        Catalogue all = catalogue.get();
        if (command.isEmpty()) {
            return HelpPage.of(all.commands(), CommandGroups.ORDER);
        }
        Catalogue.Match match =
                all.find(command).filter(found -> found.rest().isEmpty()).orElse(null);
        if (match != null) {
            return HelpPage.of(match.command());
        }
        if (command.size() == 1 && all.beginsCommand(command.get(0))) {
            return HelpPage.of(
                    all.commands().stream()
                            .filter(one -> one.getName().startsWith(command.get(0) + " "))
                            .toList(),
                    CommandGroups.ORDER);
        }
        throw Problem.usage(
                "There is no command " + String.join(" ", command)
                        + all.meant(command)
                                .map(near -> ", did you mean " + near + "?")
                                .orElse(""),
                "help lists the commands.");
    }

    @Command(name = "history", group = "Shell", description = "list what was typed before", help = "history --last 100")
    public Answer history(@Option(longName = "last", description = "how many entries", defaultValue = "20") int last) {
        if (last < 1) {
            throw Problem.usage(
                    "--last " + last + " is no number of entries above zero", "For instance: history --last 20");
        }
        List<List<Object>> rows = history.last(last).stream()
                .map(entry -> List.<Object>of(entry.index() + 1, entry.line()))
                .toList();
        return Answer.builder()
                .grid("history", "", List.of("number", "typed"), rows)
                .build();
    }

    @Command(name = "quit", alias = "exit", group = "Shell", description = "leave the shell; Ctrl-D does the same")
    public Answer quit() {
        leaving.ask();
        return Answer.builder().build();
    }

    @Command(name = "version", group = "Shell", description = "tell the version of pgford")
    public Answer version() {
        return Answer.done("pgford " + Version.number());
    }
}
