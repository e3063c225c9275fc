package io.pgford.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Exit;
import io.pgford.shell.TestShell;
import io.pgford.shell.registry.Catalogue;
import io.pgford.shell.registry.MethodCommand;
import io.pgford.shell.registry.Parameter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Every command beside every mistake that can be made with it: it says what was wrong and what to do next, changes nothing, and
 * exits as designed. A new command fails this test until its rows are here.
 */
class MistakesIT extends OnMistakes {
    /** What needs neither side, or fails for reasons of its own before it asks for one. */
    private static final Set<String> WITHOUT_SIDES = Set.of(
            "connect",
            "help",
            "history",
            "play",
            "quit",
            "record start",
            "record stop",
            "sandbox start",
            "sandbox status",
            "sandbox stop",
            "use",
            "version",
            "worker status",
            "worker stop",
            "worker switch");

    /** Every other command, with words that it would take if all were well. */
    private static final Map<String, String> WITH_SIDES = new TreeMap<>(Map.ofEntries(
            Map.entry("check all", ""),
            Map.entry("check fk", ""),
            Map.entry("check rows", ""),
            Map.entry("cleanup", ""),
            Map.entry("counts", ""),
            Map.entry("fdw drop", ""),
            Map.entry("fdw init", ""),
            Map.entry("fdw status", ""),
            Map.entry("fk off", ""),
            Map.entry("fk on", ""),
            Map.entry("fk status", ""),
            Map.entry("inherit", ""),
            Map.entry("inherit off", ""),
            Map.entry("jobs", ""),
            Map.entry("ledger", ""),
            Map.entry("move", "all"),
            Map.entry("pace", "--hold 20ms"),
            Map.entry("pause", ""),
            Map.entry("plan", ""),
            Map.entry("recover", ""),
            Map.entry("resume", ""),
            Map.entry("schema apply", "scripts/sample.sql --on old"),
            Map.entry("schema copy", ""),
            Map.entry("schema diff", ""),
            Map.entry("seq status", ""),
            Map.entry("seq sync", ""),
            Map.entry("status", ""),
            Map.entry("stop", ""),
            Map.entry("worker start", "--on old")));

    /** Those of them that ask {@code new} alone. */
    private static final Set<String> NEW_ONLY = Set.of("check fk", "jobs", "pace", "pause", "resume", "stop");

    /** What only looks at what everybody may see, or at jobs where there are none, asks for no privilege. */
    private static final Set<String> NEEDS_NO_PRIVILEGE =
            Set.of("jobs", "pace", "pause", "resume", "stop", "schema copy", "schema diff", "worker start");

    private List<MethodCommand> commands() {
        return shell.bean(Catalogue.class).commands();
    }

    @Test
    void everyCommandIsInTheMatrix() {
        Set<String> known = new TreeSet<>(WITHOUT_SIDES);
        known.addAll(WITH_SIDES.keySet());
        assertThat(commands()).extracting(MethodCommand::getName).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void misspeltCommandsOptionsAndValues() {
        String before = digest();
        SoftAssertions all = new SoftAssertions();
        for (MethodCommand command : commands()) {
            String name = command.getName();
            String words = WITH_SIDES.getOrDefault(name, "");
            explained(
                    all,
                    shell,
                    name + " --nosuchoption",
                    Exit.USAGE,
                    name + " has no option --nosuchoption",
                    "Usage: " + name);
            // Behind "inherit" a misspelt word is a table that is not there.
            explained(
                    all,
                    shell,
                    misspelt(name),
                    Exit.USAGE,
                    name.equals("inherit off") ? "No table is called offx" : name);
            for (Parameter option : command.parameters()) {
                if (option.kind() != Parameter.Kind.OPTION) {
                    continue;
                }
                if (!option.flag()) {
                    explained(
                            all,
                            shell,
                            name + " --" + option.name(),
                            Exit.USAGE,
                            "--" + option.name() + " needs a value");
                }
                if (option.type() != String.class && option.type() != Path.class && !option.flag()) {
                    explained(
                            all,
                            shell,
                            name + " " + words.replaceAll("--" + option.name() + " \\S+", "") + " --" + option.name()
                                    + " n0nsense",
                            Exit.USAGE,
                            "--" + option.name(),
                            "n0nsense");
                }
            }
        }
        all.assertAll();
        assertThat(digest()).isEqualTo(before);
    }

    /** The last two letters in each other's place, or one more where they are the same. */
    private static String misspelt(String name) {
        int last = name.length() - 1;
        return name.charAt(last) == name.charAt(last - 1)
                ? name + "x"
                : name.substring(0, last - 1) + name.charAt(last) + name.charAt(last - 1);
    }

    @Test
    void wordsThatAreMissingOrTooMany() {
        String before = digest();
        SoftAssertions all = new SoftAssertions();
        for (MethodCommand command : commands()) {
            List<Parameter> places = command.parameters().stream()
                    .filter(p -> p.kind() == Parameter.Kind.ARGUMENT)
                    .toList();
            boolean takesMore = command.parameters().stream().anyMatch(p -> p.kind() == Parameter.Kind.REST);
            boolean needsOne = command.parameters().stream().anyMatch(Parameter::required);
            if (!takesMore) {
                explained(
                        all,
                        shell,
                        command.getName() + " surplus".repeat(places.size() + 1),
                        Exit.USAGE,
                        "surplus",
                        "Usage: ");
            }
            if (needsOne || command.getName().equals("move")) {
                explained(all, shell, command.getName(), Exit.USAGE, command.getName() + " needs ");
            }
        }
        all.assertAll();
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void sidesThatCannotBeReached() throws IOException {
        Endpoint nobody;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new Endpoint("127.0.0.1", taken.getLocalPort(), "shop", "postgres", Optional.empty(), Map.of());
        }
        String before = digest();
        refusedEverywhere(
                Side.OLD, new Pair(nobody, pair.newEnd(), pair.fdwHost(), pair.fdwPort()), "old", "cannot be reached");
        refusedEverywhere(
                Side.NEW, new Pair(pair.oldEnd(), nobody, pair.fdwHost(), pair.fdwPort()), "new", "cannot be reached");
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void passwordsThatAreWrong() {
        String before = digest();
        Secret wrong = new Secret("not-the-one");
        for (Side side : Side.values()) {
            Endpoint refused = SERVERS.app(pair, side).as("app", wrong);
            Pair both = side == Side.OLD
                    ? new Pair(refused, pair.newEnd(), pair.fdwHost(), pair.fdwPort())
                    : new Pair(pair.oldEnd(), refused, pair.fdwHost(), pair.fdwPort());
            refusedEverywhere(side, both, side.word(), "app", "password");
        }
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void noPairAtAll() {
        try (TestShell nowhere = TestShell.withoutPair()) {
            SoftAssertions all = new SoftAssertions();
            WITH_SIDES.forEach((name, words) ->
                    explained(all, nowhere, name + " " + words, Exit.FAILED, "sandbox start", "connect"));
            all.assertAll();
        }
    }

    /** The side that is broken is the one that is named where a side is named. */
    private void refusedEverywhere(Side side, Pair broken, String... says) {
        SoftAssertions all = new SoftAssertions();
        try (TestShell shell = TestShell.on(broken, SERVERS.roles())) {
            WITH_SIDES.forEach((name, words) -> {
                boolean logsInOtherwise =
                        name.equals("worker start") && List.of(says).contains("password");
                boolean needsNewOnly = NEW_ONLY.contains(name) && side == Side.OLD;
                if (!logsInOtherwise && !needsNewOnly) {
                    explained(all, shell, name + " " + words.replace("--on old", "--on " + side), Exit.FAILED, says);
                }
            });
        }
        all.assertAll();
    }

    @Test
    void aRoleThatMayDoNothing() {
        shop();
        both("CREATE ROLE nothing LOGIN PASSWORD 'nothing'; GRANT CONNECT ON DATABASE "
                + pair.oldEnd().database() + " TO nothing");
        try {
            Secret password = new Secret("nothing");
            Pair asNobody = new Pair(
                    pair.oldEnd().as("nothing", password),
                    pair.newEnd().as("nothing", password),
                    pair.fdwHost(),
                    pair.fdwPort());
            String before = digest();
            SoftAssertions all = new SoftAssertions();
            try (TestShell shell = TestShell.on(asNobody)) {
                WITH_SIDES.forEach((name, words) -> {
                    if (!NEEDS_NO_PRIVILEGE.contains(name)) {
                        explained(all, shell, name + " " + words, Exit.FAILED, "permission denied");
                    }
                });
                explained(all, shell, "worker start --on old --role nothing", Exit.FAILED, "nothing");
            }
            try (TestShell shell = TestShell.on(asNobody)) {
                explained(
                        all,
                        shell,
                        "schema apply scripts/sample.sql --on new",
                        Exit.FAILED,
                        "permission denied for schema public",
                        "Nothing was changed on new");
            }
            all.assertThat(digest()).isEqualTo(before);
            // The same at two points of a crossing, where there is more to break.
            shell.mustRun("fdw init", "inherit");
            changesNothingAs(all, asNobody);
            shell.mustRun("fk off", "seq sync", "move child");
            changesNothingAs(all, asNobody);
            all.assertAll();
        } finally {
            both("REVOKE CONNECT ON DATABASE " + pair.oldEnd().database() + " FROM nothing; DROP ROLE nothing");
        }
    }

    /** Whatever a command can do for this role, it changes nothing; and where it fails, it says why and what to do. */
    private void changesNothingAs(SoftAssertions all, Pair role) {
        String before = digest();
        try (TestShell shell = TestShell.on(role)) {
            WITH_SIDES.forEach((name, words) -> {
                String line = name + " " + words;
                if (!name.equals("worker start") && shell.run(line).exit() != Exit.DONE) {
                    explained(all, shell, line, Exit.FAILED, "\n");
                }
            });
        }
        all.assertThat(digest()).isEqualTo(before);
    }
}
