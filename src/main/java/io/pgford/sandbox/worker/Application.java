package io.pgford.sandbox.worker;

import io.pgford.database.Connections;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;

/** How the simulated application connects: as somebody who knows nothing of pgford. */
final class Application {
    /** Not pgford's own name: what pgford does to an application's sessions it must do to these. */
    private static final String NAME = "shop";

    private Application() {}

    /** @throws Problem where the side cannot be reached */
    static Connection connect(Connections connections, Side side) {
        Connection connection = connections.open(side, "worker");
        try {
            connection.setClientInfo("ApplicationName", NAME);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            return connection;
        } catch (SQLException e) {
            try {
                connection.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw connections.fault(side, e);
        }
    }
}
