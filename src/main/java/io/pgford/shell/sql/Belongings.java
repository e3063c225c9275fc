package io.pgford.shell.sql;

import io.pgford.sql.Identifiers;
import io.pgford.sql.Lexer;
import io.pgford.sql.Token;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a session holds that dies with its connection: settings, temporary tables, prepared statements, channels listened to,
 * advisory locks. Read from the text of what was run, so what a function did is not known.
 */
final class Belongings {
    private final Set<String> held = new LinkedHashSet<>();

    /** A statement was done. */
    void note(String sql) {
        List<Token> words =
                Lexer.tokens(sql).stream().filter(token -> !token.isBlank()).toList();
        if (words.isEmpty()) {
            return;
        }
        Token first = words.get(0);
        if (first.is("set")) {
            set(words);
        } else if (first.is("reset")) {
            reset(words);
        } else if (first.is("discard")) {
            if (is(words, 1, "all")) {
                held.clear();
            }
        } else if (first.is("create")) {
            create(words);
        } else if (first.is("drop") && is(words, 1, "table")) {
            words.subList(2, words.size()).forEach(word -> held.remove("temporary table " + name(word)));
        } else if (first.is("prepare") && !is(words, 1, "transaction")) {
            hold("prepared statement ", words, 1);
        } else if (first.is("deallocate")) {
            held.removeIf(thing -> thing.startsWith("prepared statement ")
                    && (is(words, 1, "all") || words.stream().anyMatch(word -> thing.endsWith(" " + name(word)))));
        } else if (first.is("listen")) {
            hold("channel ", words, 1);
        } else if (first.is("unlisten")) {
            held.removeIf(thing -> thing.startsWith("channel "));
        }
        if (words.stream().anyMatch(word -> word.isAny("pg_advisory_lock", "pg_try_advisory_lock"))) {
            held.add("advisory locks");
        }
    }

    private void set(List<Token> words) {
        int at = is(words, 1, "session") && !is(words, 2, "authorization") ? 2 : 1;
        if (at >= words.size() || words.get(at).isAny("local", "transaction", "constraints", "characteristics")) {
            return;
        }
        hold("setting ", words, at);
    }

    private void reset(List<Token> words) {
        held.removeIf(thing -> thing.startsWith("setting ")
                && (is(words, 1, "all") || words.stream().anyMatch(word -> thing.endsWith(" " + name(word)))));
    }

    private void create(List<Token> words) {
        int at = 1;
        while (at < words.size() && words.get(at).isAny("or", "replace", "local", "global")) {
            at++;
        }
        if (at < words.size() && words.get(at).isAny("temp", "temporary")) {
            at += 2;
            while (at < words.size() && words.get(at).isAny("if", "not", "exists")) {
                at++;
            }
            hold("temporary table ", words, at);
        }
    }

    private void hold(String what, List<Token> words, int at) {
        if (at < words.size()) {
            held.add(what + name(words.get(at)));
        }
    }

    private static String name(Token word) {
        return Identifiers.name(word);
    }

    private static boolean is(List<Token> words, int at, String word) {
        return at < words.size() && words.get(at).is(word);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** In one line. */
    String list() {
        return String.join(", ", held);
    }

    void clear() {
        held.clear();
    }
}
