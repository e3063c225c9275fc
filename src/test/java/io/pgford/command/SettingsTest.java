package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Pair SANDBOX = new Pair(end(1), end(2), Optional.of("inside"), Optional.of(3));

    @TempDir
    private Path folder;

    private Path work;
    private Path home;

    @BeforeEach
    void makeFolders() throws IOException {
        work = Files.createDirectories(folder.resolve("work"));
        home = Files.createDirectories(folder.resolve("home/.config/pgford"))
                .getParent()
                .getParent();
    }

    private static Endpoint end(int port) {
        return new Endpoint("sandbox", port, "d", "u", Optional.empty(), Map.of());
    }

    private Settings settings(Map<String, String> options, Map<String, String> environment) {
        return Settings.of(options, environment, work, home);
    }

    private static Pair pair(Settings settings) {
        return new PairSource(settings, () -> Optional.of(SANDBOX)).get();
    }

    @Test
    void optionsBeatTheEnvironmentAndThatTheFiles() throws IOException {
        Files.writeString(home.resolve(".config/pgford/pgford.yml"), "old: far\n");
        Files.writeString(work.resolve("pgford.yml"), "old: near\nnew: near\nfdw:\n  host: db-old\n  port: 5433\n");
        Settings all = settings(Map.of("old", "option"), Map.of("PGFORD_OLD", "env", "PGFORD_NEW", "env"));
        assertThat(all.given("old").orElseThrow()).isEqualTo(new Settings.Given("option", "--old"));
        assertThat(all.given("new").orElseThrow()).isEqualTo(new Settings.Given("env", "PGFORD_NEW"));
        assertThat(all.given("fdw.host").orElseThrow().value()).isEqualTo("db-old");
        Files.delete(work.resolve("pgford.yml"));
        assertThat(settings(Map.of(), Map.of()).given("old").orElseThrow().value())
                .isEqualTo("far");
    }

    @Test
    void refusesAFileItDoesNotUnderstandWithoutRepeatingIt() throws IOException {
        Files.writeString(work.resolve("pgford.yml"), "odl: postgresql://u:hunter2@h/d\n");
        assertThatThrownBy(() -> settings(Map.of(), Map.of()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("unknown key \"odl\"")
                .hasMessageNotContaining("hunter2");
        Files.writeString(work.resolve("pgford.yml"), "old: [hunter2\n");
        assertThatThrownBy(() -> settings(Map.of(), Map.of()))
                .hasMessageContaining("not valid YAML")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void fallsBackToTheSandboxOnlyWhereNothingIsNamed() {
        assertThat(pair(settings(Map.of(), Map.of()))).isEqualTo(SANDBOX);
        assertThatThrownBy(() -> pair(settings(Map.of("old", "host=h"), Map.of())))
                .hasMessage("No instance is named for new");
    }

    @Test
    void takesTheAddressForTheForeignServer() {
        Pair pair = pair(
                settings(Map.of("old", "host=o", "new", "host=n", "fdw-host", "db-old", "fdw-port", "6000"), Map.of()));
        assertThat(pair.link().host()).isEqualTo("db-old");
        assertThat(pair.link().port()).isEqualTo(6000);
        assertThatThrownBy(() -> pair(settings(Map.of("fdw-port", "x"), Map.of())))
                .hasMessage("--fdw-port: \"x\" is no port");
    }

    @Test
    void saysHowToNameAPair() {
        PairSource nothing = new PairSource(settings(Map.of(), Map.of()), Optional::empty);
        assertThatThrownBy(nothing::get)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.next())
                                .contains("sandbox start", "connect old URI", "PGFORD_OLD", "pgford.yml"));
        nothing.name(Side.OLD, end(7));
        assertThatThrownBy(nothing::get).hasMessage("No instance is named for new");
        nothing.name(Side.NEW, end(8));
        assertThat(nothing.get().newEnd().port()).isEqualTo(8);
    }

    @Test
    void saysWhereAWrongUriCameFrom() {
        assertThatThrownBy(() -> pair(settings(Map.of("new", "host=n"), Map.of("PGFORD_OLD", "nonsense"))))
                .hasMessageStartingWith("PGFORD_OLD: ");
    }

    @Test
    void aNearerFileThatNamesAnInstanceNamesThemAll() throws IOException {
        Files.writeString(home.resolve(".config/pgford/config.yml"), """
                old: far
                new: far
                fdw: {host: far}
                shell: {theme: light}
                aliases: {st: status}
                """);
        Files.writeString(work.resolve("pgford.yml"), "old: near\nshell: {editing: vi}\n");
        Settings both = settings(Map.of(), Map.of());
        assertThat(both.given("old").orElseThrow().value()).isEqualTo("near");
        assertThat(both.given("new")).isEmpty();
        assertThat(both.given("fdw.host")).isEmpty();
        assertThat(both.section("shell")).containsOnlyKeys("theme", "editing");
        assertThat(both.section("aliases")).containsOnlyKeys("st");
    }

    @Test
    void findsTheUsersFileWhereXdgSaysOrWhereItIsNamed() throws IOException {
        Path xdg = Files.createDirectories(folder.resolve("xdg/pgford"));
        Files.writeString(xdg.resolve("config.yml"), "old: xdg\n");
        Path named = Files.writeString(folder.resolve("my.yml"), "old: named\n");
        Map<String, String> environment =
                Map.of("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
        assertThat(settings(Map.of(), environment).given("old").orElseThrow().value())
                .isEqualTo("xdg");
        assertThat(settings(Map.of(), Map.of("PGFORD_CONFIG", named.toString()))
                        .given("old")
                        .orElseThrow()
                        .value())
                .isEqualTo("named");
        assertThatThrownBy(() -> settings(Map.of(), Map.of("PGFORD_CONFIG", "nosuch.yml")))
                .isInstanceOf(Problem.class);
    }
}
