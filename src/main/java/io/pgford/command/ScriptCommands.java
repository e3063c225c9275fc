package io.pgford.command;

import io.pgford.problem.Problem;
import io.pgford.script.CommentItem;
import io.pgford.script.Item;
import io.pgford.script.Outcome;
import io.pgford.script.Performer;
import io.pgford.script.Player;
import io.pgford.script.Recorder;
import io.pgford.script.ScriptParser;
import io.pgford.script.Vocabulary;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** Scripts: what was typed, written down and played again. */
public final class ScriptCommands {
    /** A script that plays itself would never end. */
    private static final int DEEPEST = 8;

    private final Performer performer;
    private final Vocabulary vocabulary;
    private final Recorder recorder;
    private final Workbench workbench;
    private int depth;

    public ScriptCommands(Performer performer, Vocabulary vocabulary, Recorder recorder, Workbench workbench) {
        this.performer = performer;
        this.vocabulary = vocabulary;
        this.recorder = recorder;
        this.workbench = workbench;
    }

    @Command(name = "play", group = "Script", description = "run a script, up to the first line that fails", help = """
            play walkthrough.pgford
            play "my session.pgford\"""")
    public Answer play(Run run, @Argument(index = 0, description = "a file of commands and SQL") Path file) {
        if (depth >= DEEPEST) {
            throw Problem.failed("Scripts play each other more than " + DEEPEST + " deep", "Does one play itself?");
        }
        List<Item> items = new ScriptParser(vocabulary).parse(file.toString(), read(file));
        Player player = new Player(performer, item -> run.say(echo(item)), run::interrupted);
        depth++;
        try {
            int done = 0;
            for (Item item : items) {
                done += played(player, file, item);
                recorder.ran(item, Outcome.done());
            }
            player.end(file.toString());
            return Answer.done(file + ": " + done + (done == 1 ? " line" : " lines") + " played, all as expected.");
        } finally {
            depth--;
        }
    }

    private int played(Player player, Path file, Item item) {
        try {
            return player.play(file.toString(), List.of(item));
        } catch (Problem problem) {
            recorder.ran(item, Outcome.of(problem));
            throw problem;
        }
    }

    @Command(
            name = "record start",
            group = "Script",
            description = "write down what is run from now on, without its secrets",
            help = "record start tonight.pgford")
    public Answer start(@Argument(index = 0, description = "a new file") Path file) {
        recorder.start(file, workbench.target().word(), LocalDate.now(ZoneId.systemDefault()));
        return Answer.builder()
                .line("Recording to " + file + ".")
                .next("record stop ends it.")
                .build();
    }

    @Command(name = "record stop", group = "Script", description = "end the recording")
    public Answer stop() {
        Path file = recorder.stop();
        return Answer.builder()
                .line("Recorded to " + file + ".")
                .next("play " + file + " runs it again.")
                .build();
    }

    private static String echo(Item item) {
        return item instanceof CommentItem ? item.source() : "> " + item.source();
    }

    private static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw Problem.failed(file + " is a folder", "Name a script in it.");
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw Problem.failed(
                    "There is no file " + file,
                    "Name one that exists; the path starts at " + Path.of("").toAbsolutePath() + ".",
                    e);
        } catch (CharacterCodingException e) {
            throw Problem.failed(file + " is not UTF-8 text", "Convert it first: iconv -t utf-8 " + file, e);
        } catch (IOException e) {
            throw Problem.failed(file + " cannot be read: " + e.getMessage(), "Name a file that you may read.", e);
        }
    }
}
