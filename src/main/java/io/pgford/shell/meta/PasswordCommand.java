package io.pgford.shell.meta;

import io.pgford.catalog.Register;
import io.pgford.command.Workbench;
import io.pgford.database.Rows;
import io.pgford.database.Secret;
import io.pgford.database.Side;
import io.pgford.problem.Problem;
import io.pgford.script.Outcome;
import io.pgford.shell.SqlRunner;
import io.pgford.shell.sql.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/** {@code \password}: another password for a role, which leaves this machine only encrypted, as the server wants it. */
public final class PasswordCommand implements MetaCommand {
    private static final String LOGS_IN_FROM_NEW =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_user_mappings WHERE srvname = ? AND usename = ?)";

    private final SqlRunner sql;
    private final Sessions sessions;
    private final Workbench workbench;

    public PasswordCommand(SqlRunner sql, Sessions sessions, Workbench workbench) {
        this.sql = sql;
        this.sessions = sessions;
        this.workbench = workbench;
    }

    @Override
    public List<String> names() {
        return List.of("\\password");
    }

    @Override
    public String usage() {
        return "\\password [ROLE]";
    }

    @Override
    public String what() {
        return "change a role's password; @both changes it on both sides";
    }

    @Override
    public Outcome run(MetaCall call) {
        call.atMost(1, usage());
        if (!call.console().interactive()) {
            throw Problem.usage(
                    "\\password asks, and nobody is here to answer", "In a script: ALTER ROLE … PASSWORD …");
        }
        if (workbench.readOnly()) {
            throw Problem.usage("An onlooker changes no password", "Start pgford without --read-only.");
        }
        String role = call.word(1).orElseGet(this::own);
        Secret secret = twice(call, role);
        return sql.onSides(call.console(), call.item().route(), side -> {
            change(side, role, secret);
            call.tell("The password of " + role + " is changed on " + side + ".");
            if (side == Side.OLD && logsInFromNew(role)) {
                call.tell("next: fdw init, so that its sessions on new log in to old with the new one.");
            }
            return Optional.empty();
        });
    }

    private String own() {
        return workbench.connections().pair().at(workbench.target()).user();
    }

    private static Secret twice(MetaCall call, String role) {
        Optional<Secret> first = call.console().askSecret("New password of role " + role + ":");
        Optional<Secret> second = first.flatMap(given -> call.console().askSecret("Once more:"));
        if (second.isEmpty() || second.get().reveal().isEmpty()) {
            throw Problem.failed("No password was given", "Nothing was changed.");
        }
        if (!second.get().reveal().equals(first.get().reveal())) {
            throw Problem.failed("The two are not the same", "Nothing was changed. Try once more.");
        }
        return second.get();
    }

    private void change(Side side, String role, Secret secret) {
        BaseConnection connection = sessions.on(side).connection();
        try {
            connection.alterUserPassword(role, secret.reveal().toCharArray(), null);
        } catch (SQLException e) {
            throw workbench.connections().fault(side, e);
        }
    }

    private boolean logsInFromNew(String role) {
        Connection connection = sessions.on(Side.NEW).connection();
        try {
            return Rows.holds(connection, LOGS_IN_FROM_NEW, Register.SERVER, role);
        } catch (SQLException e) {
            throw workbench.connections().fault(Side.NEW, e);
        }
    }
}
