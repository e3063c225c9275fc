package io.pgford.move.job;

import io.pgford.database.Pause;
import io.pgford.problem.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether a table is in the hands of a living job. */
public final class Holding {
    private static final long LOOK_MILLIS = 150;

    private Holding() {}

    /**
     * Refuses tables that a living job has.
     *
     * @throws Problem naming the job, who runs it, and how to stop it
     */
    public static void refuse(Connection connection, List<String> tables) throws SQLException {
        Optional<Job> holder = holder(connection, tables);
        if (holder.isPresent()) {
            throw refused(holder.get(), tables);
        }
    }

    /**
     * The same, but waits for a job whose shell was killed to be missed by the server: it is silent, while a living one is heard
     * of.
     */
    static void refuse(Connection connection, List<String> tables, Duration heartbeat, Duration lingering)
            throws SQLException {
        long end = System.nanoTime() + lingering.toNanos();
        Duration longest = Duration.ZERO;
        for (Optional<Job> holder = holder(connection, tables);
                holder.isPresent();
                holder = holder(connection, tables)) {
            Duration silence = holder.get().silence();
            boolean heardAgain = silence.compareTo(longest) < 0;
            boolean silent = silence.compareTo(heartbeat) > 0;
            if (heardAgain || (silent && System.nanoTime() > end) || !Pause.of(LOOK_MILLIS)) {
                throw refused(holder.get(), tables);
            }
            longest = silence;
        }
    }

    private static Optional<Job> holder(Connection connection, List<String> tables) throws SQLException {
        return JobTable.living(connection).stream()
                .filter(job -> job.tables().stream().anyMatch(tables::contains))
                .findFirst();
    }

    private static Problem refused(Job job, List<String> tables) {
        List<String> both = job.tables().stream().filter(tables::contains).toList();
        return Problem.failed(
                "Another mover is at work on " + String.join(", ", both) + ": job " + job.id() + " (" + job.owner()
                        + (job.background() ? ", in the background)" : ")") + ", "
                        + job.now().state().word() + ", "
                        + job.now().percent() + "%",
                "Let it finish; jobs shows how far it is. Or stop it after its current batch: stop " + job.id());
    }

    /** The name of this machine, as others know it. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("unknown");
        }
    }
}
