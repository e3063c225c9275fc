package io.pgford.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgford.problem.Problem;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

class FaultTest {
    private static final Endpoint END =
            new Endpoint("db2", 5432, "shop", "admin", Optional.of(new Secret("hush")), Map.of());

    private static Problem of(SQLException error) {
        return Fault.of(Side.NEW, END, error);
    }

    private static PSQLException server(String state, String message, String detail) {
        return new PSQLException(
                new ServerErrorMessage("SERROR\0VERROR\0C" + state + "\0M" + message + "\0D" + detail + "\0"));
    }

    @Test
    void aServerThatCannotReachTheOtherIsNotTakenForOneThatCannotBeReached() {
        Problem far = of(server("08001", "could not connect to server \"pgford_old\"", "refused\n\tIs it running?"));
        assertThat(far.what())
                .isEqualTo(
                        "new could not reach old: could not connect to server \"pgford_old\"\nrefused\nIs it running?");
        assertThat(far.next()).contains("Is old running, and reachable from new?", "fdw status");

        Problem near = of(new PSQLException("Connection refused", PSQLState.CONNECTION_UNABLE_TO_CONNECT));
        assertThat(near.what()).isEqualTo("new cannot be reached at db2:5432: Connection refused");
        assertThat(near.next()).contains("connect new URI");
    }

    @Test
    void everyFaultSaysWhatToDoNext() {
        for (String state : new String[] {
            "28P01", "3D000", "42501", "57P01", "57014", "55P03", "53100", "53300", "08001", "XX000", "40001"
        }) {
            assertThat(of(server(state, "no", "because")).next()).as(state).isNotEmpty();
        }
        assertThat(of(server("53100", "could not extend file", "")).next()).contains("The disk of new is full");
        assertThat(of(new SQLException("odd")).next()).isNotEmpty();
    }
}
