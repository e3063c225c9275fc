package io.pgford.sandbox;

import com.sun.security.auth.module.UnixSystem;
import io.pgford.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom the server runs: PostgreSQL refuses to run as root ("The PostgreSQL User Account").
 *
 * @param prefix words before each of PostgreSQL's commands
 * @param owner to whom its files must belong, if not to whoever starts it
 */
record ServerUser(List<String> prefix, Optional<String> owner) {
    private static final Path ANYWHERE = Path.of("/");
    private static final List<String> CANDIDATES = List.of("postgres", "nobody");
    private static final List<String> OWN_SESSION = List.of("setsid");

    /**
     * The user of this run: oneself; for root the same in a user namespace of its own, where root looks like nobody and keeps
     * its files; where that is forbidden, as in many containers, the user {@code postgres} or {@code nobody}.
     *
     * @throws Problem for root where neither works
     */
    static ServerUser ofThisRun() {
        if (new UnixSystem().getUid() != 0) {
            return new ServerUser(List.of(), Optional.empty());
        }
        List<String> namespace = List.of("unshare", "-U");
        if (works(namespace)) {
            return new ServerUser(namespace, Optional.empty());
        }
        return another()
                .orElseThrow(() -> Problem.failed(
                        "PostgreSQL does not run as root, and this machine lets root become nobody else: unshare -U, "
                                + "setpriv and runuser do not work here",
                        "Start pgford as an ordinary user."));
    }

    /** The first other user that root can become here. */
    static Optional<ServerUser> another() {
        for (String user : CANDIDATES) {
            List<List<String>> ways = List.of(
                    List.of("setpriv", "--reuid=" + user, "--regid=" + groupOf(user), "--clear-groups"),
                    List.of("runuser", "-u", user, "--"));
            for (List<String> way : ways) {
                if (works(way)) {
                    return Optional.of(new ServerUser(way, Optional.of(user)));
                }
            }
        }
        return Optional.empty();
    }

    private static String groupOf(String user) {
        try {
            Program.Outcome id = Program.run(ANYWHERE, List.of("id", "-g", user));
            return id.succeeded() ? id.output() : user;
        } catch (IOException e) {
            return user;
        }
    }

    private static boolean works(List<String> way) {
        try {
            return Program.run(ANYWHERE, with(way, List.of("true"))).succeeded();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes sure that another user can get at what the server needs.
     *
     * @throws Problem where a path leads through a directory that is closed to it
     */
    void mustReach(Path... paths) throws IOException {
        for (Path path : paths) {
            if (!Program.run(ANYWHERE, command(List.of("test", "-x", path.toString())))
                    .succeeded()) {
                throw Problem.failed(
                        "PostgreSQL runs as user " + owner.orElse("") + " here, who cannot get at " + path,
                        "Name places open to that user: XDG_CACHE_HOME for the programs, --dir for the data; or start "
                                + "pgford as an ordinary user.");
            }
        }
    }

    /** A command as this user. */
    List<String> command(List<String> command) {
        return with(prefix, command);
    }

    /**
     * As {@link #command}, for what starts the server: in a session of its own, out of reach of the terminal's Ctrl-C. From
     * PostgreSQL 12 on {@code pg_ctl} sees to that itself; before, the server stays in the caller's session and Ctrl-C ends it.
     * Where there is no {@code setsid} (macOS), servers before 12 remain in reach.
     */
    List<String> commandInOwnSession(List<String> command) {
        return works(OWN_SESSION) ? with(OWN_SESSION, command(command)) : command(command);
    }

    private static List<String> with(List<String> prefix, List<String> command) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(command);
        return List.copyOf(words);
    }
}
