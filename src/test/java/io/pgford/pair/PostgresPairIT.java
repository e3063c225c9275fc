package io.pgford.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgford.database.Connections;
import io.pgford.database.Endpoint;
import io.pgford.database.Pair;
import io.pgford.database.Quote;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every other integration test relies on, of whatever kind its servers are. */
class PostgresPairIT {
    private final PostgresPair servers = PostgresPair.shared();
    private Pair pair;

    @BeforeEach
    void fresh() {
        pair = servers.fresh();
    }

    @AfterEach
    void drop() {
        servers.drop(pair);
    }

    private Pair asApp() {
        return new Pair(servers.app(pair, Side.OLD), servers.app(pair, Side.NEW), pair.fdwHost(), pair.fdwPort());
    }

    @Test
    void eachTestHasDatabasesOfItsOwn() {
        Pair other = servers.fresh();
        try (Connections mine = new Connections(pair);
                Connections others = new Connections(other)) {
            mine.with(Side.OLD, connection -> Rows.change(connection, "CREATE TABLE t (id int)"));
            assertThat(others.<Boolean>with(
                            Side.OLD, connection -> Rows.holds(connection, "SELECT to_regclass('t') IS NULL")))
                    .isTrue();
        }
        servers.drop(other);
    }

    @Test
    void aDatabaseWithSessionsInItIsDropped() throws Exception {
        Pair used = servers.fresh();
        try (Connections connections = new Connections(used);
                Connection left = connections.open(Side.NEW, "left open")) {
            servers.drop(used);
            assertThatThrownBy(() -> Rows.run(left, "SELECT")).hasMessageContaining("terminating connection");
            assertThatThrownBy(() -> connections.open(Side.NEW, "again").close())
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("has no database");
        }
    }

    @Test
    void theApplicationLogsInButOwnsAndCreatesNothing() {
        try (Connections app = new Connections(asApp())) {
            for (Side side : Side.values()) {
                assertThat(app.<Boolean>with(side, connection -> Rows.holds(connection, """
                                        SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls
                                        FROM pg_catalog.pg_roles WHERE rolname = current_user
                                        """)))
                        .isFalse();
                for (String forbidden :
                        new String[] {"CREATE TABLE t ()", "CREATE TEMPORARY TABLE t ()", "CREATE SCHEMA s"}) {
                    assertThatThrownBy(
                                    () -> app.with(side, connection -> Rows.change(connection, forbidden)),
                                    "%s on %s",
                                    forbidden,
                                    side)
                            .isInstanceOf(Problem.class)
                            .hasMessageContaining("permission denied");
                }
            }
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() {
        Endpoint wrong = pair.newEnd().as("app", new Secret("wrong"));
        try (Connections connections =
                new Connections(new Pair(pair.oldEnd(), wrong, Optional.empty(), Optional.empty()))) {
            assertThatThrownBy(() -> connections.open(Side.NEW, "test").close())
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("refused the login of role \"app\"");
        }
    }

    @Test
    void newReachesOldByTheLink() {
        Secret password = servers.app(pair, Side.OLD).password().orElseThrow();
        try (Connections operator = new Connections(pair);
                Connections app = new Connections(asApp())) {
            operator.inTransaction(Side.OLD, connection -> {
                Rows.run(connection, "CREATE TABLE t AS SELECT generate_series(1, 3) AS id");
                return Rows.change(connection, "GRANT SELECT ON t TO app");
            });
            operator.inTransaction(Side.NEW, connection -> {
                Rows.run(connection, "CREATE EXTENSION postgres_fdw");
                Rows.run(connection, """
                        CREATE SERVER old FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host %s, port %s, dbname %s)
                        """.formatted(
                                Quote.literal(pair.link().host()),
                                Quote.literal("" + pair.link().port()),
                                Quote.literal(pair.oldEnd().database())));
                Rows.run(
                        connection,
                        "CREATE USER MAPPING FOR app SERVER old OPTIONS (user 'app', password "
                                + Quote.literal(password.reveal()) + ")");
                Rows.run(connection, "CREATE FOREIGN TABLE t (id int) SERVER old");
                return Rows.change(connection, "GRANT SELECT ON t TO app");
            });
            assertThat(app.<Long>with(Side.NEW, connection -> Rows.number(connection, "SELECT count(*) FROM t")))
                    .isEqualTo(3);
        }
    }

    @Test
    void ownServersKeepDataAndAddressOverAKill() {
        try (PostgresPair own = PostgresPair.own(13, 18)) {
            Pair fresh = own.fresh();
            for (Side side : Side.values()) {
                try (Connections connections = new Connections(fresh)) {
                    connections.with(side, connection -> Rows.change(connection, "CREATE TABLE t ()"));
                    own.crash(side);
                    assertThatThrownBy(() -> connections.open(side, "test").close())
                            .isInstanceOf(Problem.class)
                            .hasMessageContaining("cannot be reached");
                    own.start(side);
                    own.restart(side);
                }
                try (Connections connections = new Connections(fresh)) {
                    assertThat(connections.<Long>with(
                                    side, connection -> Rows.number(connection, "SELECT count(*) FROM t")))
                            .isZero();
                }
            }
            own.drop(fresh);
        }
    }
}
