package io.pgford.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an onlooker may run. The server refuses changes in a read-only transaction; this refuses what would end that
 * protection ({@code BEGIN READ WRITE}, {@code SET … read_only}), what a read-only transaction lets through
 * ({@code VACUUM}, {@code ALTER SYSTEM}, {@code COPY … TO PROGRAM}, signals to other sessions), and what cannot be judged by
 * its text ({@code DO} and {@code CALL}: a procedure may begin transactions of its own).
 */
public final class ReadOnly {
    private static final Set<String> FIRST = Set.of(
            "select",
            "values",
            "table",
            "with",
            "show",
            "explain",
            "fetch",
            "move",
            "declare",
            "close",
            "begin",
            "start",
            "commit",
            "end",
            "rollback",
            "abort",
            "savepoint",
            "release",
            "set",
            "reset",
            "discard",
            "prepare",
            "execute",
            "deallocate",
            "listen",
            "unlisten",
            "copy");

    /** Functions that do something outside of the transaction (manual, 9.28 System Administration Functions, and dblink). */
    private static final Set<String> ACTING = Set.of(
            "set_config",
            "pg_terminate_backend",
            "pg_cancel_backend",
            "pg_reload_conf",
            "pg_rotate_logfile",
            "pg_switch_wal",
            "pg_promote",
            "pg_log_backend_memory_contexts",
            "pg_wal_replay_pause",
            "pg_wal_replay_resume",
            "pg_drop_replication_slot",
            "pg_create_physical_replication_slot",
            "pg_create_logical_replication_slot",
            "pg_stat_reset",
            "pg_notify",
            "lo_export",
            "dblink",
            "dblink_exec",
            "dblink_connect");

    private ReadOnly() {}

    /** Why a statement is refused; empty where it may run. */
    public static Optional<String> refusal(String sql) {
        List<Token> words =
                Lexer.tokens(sql).stream().filter(token -> !token.isBlank()).toList();
        Optional<Token> first =
                words.stream().filter(token -> !token.isSign("(")).findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (FIRST.stream().noneMatch(first.get()::is)) {
            return Optional.of(first.get().text() + " may change something");
        }
        if (first.get().is("copy") && Statements.kind(sql) != StatementKind.COPY_OUT) {
            return Optional.of("only COPY … TO stdout changes nothing");
        }
        if (first.get().isAny("begin", "start", "set") && turnsWritable(words)) {
            return Optional.of("it would end read-only mode");
        }
        if (first.get().isAny("set", "reset") && words.stream().anyMatch(ReadOnly::namesTheSwitch)) {
            return Optional.of("it would end read-only mode");
        }
        for (int i = 0; i + 1 < words.size(); i++) {
            Token word = words.get(i);
            boolean named = word.kind() == TokenKind.WORD || word.kind() == TokenKind.QUOTED_IDENTIFIER;
            if (named && words.get(i + 1).isSign("(") && ACTING.contains(Identifiers.name(word))) {
                return Optional.of(word.text() + "() acts beyond its transaction");
            }
        }
        return Optional.empty();
    }

    private static boolean turnsWritable(List<Token> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).is("read") && words.get(i + 1).is("write")) {
                return true;
            }
        }
        return false;
    }

    private static boolean namesTheSwitch(Token word) {
        boolean named = word.kind() == TokenKind.WORD || word.kind() == TokenKind.QUOTED_IDENTIFIER;
        return named
                && Set.of("transaction_read_only", "default_transaction_read_only")
                        .contains(Identifiers.name(word));
    }
}
