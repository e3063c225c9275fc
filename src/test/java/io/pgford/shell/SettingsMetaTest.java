package io.pgford.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.command.SandboxPlace;
import io.pgford.command.Settings;
import io.pgford.problem.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Settings, variables and aliases, as far as they need no database. */
class SettingsMetaTest {
    @TempDir
    private Path folder;

    private final StringWriter shown = new StringWriter();
    private ConfigurableApplicationContext context;

    @BeforeEach
    void start() throws IOException {
        Path file = folder.resolve("config.yml");
        Files.writeString(file, """
                shell:
                  suggest: off
                aliases:
                  ver: version
                  two: "version; version"
                  ringa: ringb
                  ringb: ringa
                queries:
                  big: select :1 from :"2"
                variables:
                  n: 5
                """);
        Settings settings = Settings.of(Map.of(), Map.of("PGFORD_CONFIG", file.toString()), folder, folder);
        PrintWriter out = new PrintWriter(shown, true);
        context = Application.start(new Wiring(settings, new PlainConsole(out, out), new SandboxPlace(folder)));
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private String run(String line) {
        shown.getBuffer().setLength(0);
        Exit exit = context.getBean(Dispatcher.class).execute(line);
        return exit + "\n" + shown;
    }

    @Test
    void listsVariablesAndSettings() {
        assertThat(run("\\set")).contains("DONE", "n ", "5", "shell.suggest", "off", "shell.theme");
        assertThat(run("\\set n 7; \\set m 'a b'; \\set")).contains("7", "a b");
        assertThat(run("\\unset n; \\set")).doesNotContain("| 7");
    }

    @Test
    void changesSettingsAndRefusesWhatTheyCannotBe() {
        assertThat(run("\\set shell.theme light; \\set shell.theme")).contains("shell.theme is light.");
        assertThat(run("\\set shell.theme pink")).contains("USAGE", "one of auto, dark, light, none");
        assertThat(run("\\set shell.teme dark")).contains("USAGE", "Did you mean shell.theme?");
        assertThat(run("\\set a.b c")).contains("USAGE", "letters, digits and underscores");
    }

    @Test
    void runsWhatAnAliasStandsFor() {
        assertThat(run("ver")).startsWith("DONE").contains("pgford ");
        assertThat(run("two").lines().filter(line -> line.startsWith("pgford ")).count())
                .isEqualTo(2);
        assertThat(run("ver --json")).contains("{");
    }

    @Test
    void anAliasOfAnAliasGoesNotRoundInACircle() {
        assertThat(run("ringa")).contains("USAGE", "ringb");
    }

    @Test
    void listsQueriesAndNamesTheNearest() {
        assertThat(run("\\n")).contains("big", "select :1 from");
        assertThat(run("\\n bog")).contains("USAGE", "Did you mean big?");
    }

    @Test
    void theEditorNeedsATerminal() {
        assertThat(run("\\e")).contains("USAGE", "needs a terminal");
    }
}
