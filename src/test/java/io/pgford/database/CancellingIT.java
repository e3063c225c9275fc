package io.pgford.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.pair.PostgresPair;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

class CancellingIT {
    /** The first cancellation finds the server idle, and is forgotten there. */
    @Test
    @Timeout(120)
    void reachesAStatementThatBeginsAfterIt() throws Exception {
        try (Connections connections = new Connections(PostgresPair.shared().fresh());
                Connection connection = connections.open(Side.OLD, "test");
                Cancelling cancelling = new Cancelling(connection.unwrap(PGConnection.class))) {
            cancelling.begin();
            Thread.sleep(100);
            assertThatThrownBy(() -> Rows.list(connection, "SELECT pg_sleep(600)", row -> true))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        }
    }

    @Test
    @Timeout(120)
    void aWishToStopReachesTheStatementThatIsAboutToBegin() {
        Cancellation cancellation = new Cancellation();
        cancellation.run();
        try (Connections connections = new Connections(PostgresPair.shared().fresh())) {
            assertThatThrownBy(() -> connections.with(
                            Side.OLD,
                            c -> cancellation.over(c, open -> {
                                // By now the first cancellation has found the server idle.
                                assertThat(Rows.number(open, "SELECT 1")).isOne();
                                return Rows.list(open, "SELECT pg_sleep(600)", row -> true);
                            })))
                    .hasMessageContaining("cancelled");
        }
    }
}
