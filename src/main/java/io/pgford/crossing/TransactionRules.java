package io.pgford.crossing;

import io.pgford.sql.Token;
import java.util.List;
import java.util.Optional;

/** Which statements cannot run within a transaction, by their words (manual, the reference page of each command). */
final class TransactionRules {
    private static final String NEVER_INSIDE = "this cannot run inside of a transaction";

    private TransactionRules() {}

    static boolean begins(SqlStep step) {
        List<Token> words = step.tokens();
        return starts(words, "begin") || starts(words, "start", "transaction");
    }

    static boolean commits(SqlStep step) {
        List<Token> words = step.tokens();
        return (starts(words, "commit") || starts(words, "end")) && !starts(words, "commit", "prepared");
    }

    /** Why a statement cannot be run; empty where it can. */
    static Optional<String> refusal(SqlStep step) {
        List<Token> words = step.tokens();
        if (begins(step)
                || commits(step)
                || starts(words, "abort")
                || starts(words, "commit", "prepared")
                || starts(words, "prepare", "transaction")
                || (starts(words, "rollback") && !has(words, "to"))) {
            return Optional.of("it must not begin or end one itself");
        }
        boolean refused = starts(words, "create", "database")
                || starts(words, "drop", "database")
                || (starts(words, "alter", "database") && has(words, "tablespace"))
                || starts(words, "create", "tablespace")
                || starts(words, "drop", "tablespace")
                || starts(words, "alter", "system")
                || starts(words, "vacuum")
                || starts(words, "discard", "all")
                || (starts(words, "cluster") && words.stream().skip(1).allMatch(word -> word.is("verbose")))
                || reindexesMuch(words)
                || isConcurrent(words);
        return refused ? Optional.of(NEVER_INSIDE) : Optional.empty();
    }

    private static boolean reindexesMuch(List<Token> words) {
        return starts(words, "reindex")
                && words.stream().anyMatch(word -> word.isAny("database", "system", "schema", "concurrently"));
    }

    private static boolean isConcurrent(List<Token> words) {
        return (starts(words, "create", "index", "concurrently")
                || starts(words, "create", "unique", "index", "concurrently")
                || starts(words, "drop", "index", "concurrently")
                || (starts(words, "alter", "table") && has(words, "detach") && has(words, "concurrently")));
    }

    private static boolean starts(List<Token> words, String... wanted) {
        if (words.size() < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!words.get(i).is(wanted[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(List<Token> words, String wanted) {
        return words.stream().anyMatch(word -> word.is(wanted));
    }
}
