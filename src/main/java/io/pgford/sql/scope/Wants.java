package io.pgford.sql.scope;

import io.pgford.sql.Identifiers;
import io.pgford.sql.Token;
import io.pgford.sql.TokenKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges by the words in front of a place what can stand there. */
final class Wants {
    private static final Set<String> BEFORE_RELATION =
            Set.of("from", "join", "into", "truncate", "references", "only", "inherits", "inherit", "lock", "copy");
    private static final Set<String> BEFORE_EXPRESSION = Set.of(
            "select",
            "where",
            "and",
            "or",
            "not",
            "having",
            "by",
            "returning",
            "case",
            "when",
            "then",
            "else",
            "distinct",
            "all",
            "in",
            "like",
            "ilike",
            "between",
            "is",
            "any",
            "some",
            "values",
            "limit",
            "offset",
            "on",
            "exists",
            "check",
            "end");

    /** Words behind which a list of sources ends. */
    private static final Set<String> ENDS_SOURCES =
            Set.of("where", "group", "order", "having", "limit", "set", "returning", "on", "values", "select", "union");

    private final List<Token> before;
    private final String verb;

    /** @param before the tokens in front of the place, at its own depth of parentheses, without a qualifier */
    Wants(List<Token> before) {
        this.before = before;
        int first = word(0).equals("explain") ? 1 : 0;
        while (first > 0 && Set.of("analyze", "verbose", "explain").contains(word(first))) {
            first++;
        }
        this.verb = word(first);
    }

    /** @param opening the tokens in front of the parenthesis that the place is in, where it is in one */
    Want want(Optional<List<Token>> opening) {
        if (before.isEmpty()) {
            return opening.map(Wants::atOpening).orElse(Want.STATEMENT);
        }
        String last = last(1);
        Token lastToken = before.get(before.size() - 1);
        if (lastToken.isSign("::")) {
            return Want.TYPE;
        }
        Optional<Want> administrative = administrative(last);
        if (administrative.isPresent()) {
            return administrative.get();
        }
        if (opening.isPresent() && lastToken.isSign(",")) {
            Want inside = atOpening(opening.get());
            if (inside == Want.COLUMN) {
                return inside;
            }
        }
        if (last.equals("on") && saw("join")) {
            return Want.JOIN_CONDITION;
        }
        if (isRelation(last)) {
            return Want.RELATION;
        }
        if (last.equals("set") || (lastToken.isSign(",") && verb.equals("update") && clause().equals("set"))) {
            return Want.COLUMN;
        }
        if (last.equals("as")) {
            return saw("cast") ? Want.TYPE : Want.NOTHING;
        }
        if (lastToken.isSign(",") && ENDS_SOURCES.contains(clause())) {
            return Want.EXPRESSION;
        }
        boolean value =
                lastToken.kind() == TokenKind.OPERATOR && !lastToken.text().equals(";");
        return value || BEFORE_EXPRESSION.contains(last) || lastToken.isSign(",") || lastToken.isSign("[")
                ? Want.EXPRESSION
                : Want.KEYWORD;
    }

    /** What can stand behind a parenthesis, by what stands in front of it. */
    private static Want atOpening(List<Token> opening) {
        Wants outside = new Wants(opening);
        boolean names = outside.word(0).equals("insert") && !outside.saw("values") && !outside.saw("select");
        boolean columns = names
                || (outside.last(1).equals("using") && outside.saw("join"))
                || (outside.saw("index") && outside.saw("on") && outside.word(0).equals("create"))
                || outside.last(2).equals("references")
                || (outside.verb.equals("copy") && !outside.saw("from") && !outside.saw("to") && opening.size() > 1);
        if (columns) {
            return Want.COLUMN;
        }
        return outside.last(1).equals("from") || outside.last(1).equals("join") ? Want.RELATION : Want.EXPRESSION;
    }

    private boolean isRelation(String last) {
        if (BEFORE_RELATION.contains(last)) {
            return !last.equals("from") || !last(2).equals("distinct");
        }
        if (last.equals("update")) {
            return before.size() == 1 || verb.equals("explain") || last(2).isEmpty() || verb.equals("with");
        }
        if (last.equals("table")) {
            return !verb.equals("create") && !verb.equals("import");
        }
        if (last.equals("using")) {
            return verb.equals("delete") || verb.equals("merge");
        }
        if (last.equals("exists")) {
            return (verb.equals("drop") || verb.equals("alter")) && saw("table");
        }
        if (last.equals("analyze") || last.equals("vacuum")) {
            return before.size() == 1 || verb.equals("vacuum");
        }
        if (last.equals("on")) {
            return verb.equals("create") || verb.equals("grant") || verb.equals("revoke") || saw("trigger");
        }
        boolean list = clause().equals("from")
                || clause().equals("truncate")
                || clause().equals("table")
                || (clause().equals("using") && verb.equals("delete"));
        return before.get(before.size() - 1).isSign(",") && list && !verb.equals("create");
    }

    /** Statements about the schema, roles and settings. */
    private Optional<Want> administrative(String last) {
        if (verb.equals("set") || verb.equals("show") || verb.equals("reset")) {
            return Optional.of(setting(last));
        }
        boolean alters =
                verb.equals("drop") || verb.equals("alter") || verb.equals("comment") || verb.equals("reindex");
        return switch (last) {
            case "schema" -> Optional.of(verb.equals("create") ? Want.NOTHING : Want.SCHEMA);
            case "role", "user", "group" ->
                when(last.equals("role") || !(verb.equals("create") || verb.equals("select")), Want.ROLE);
            case "to" -> when(verb.equals("grant") || last(2).equals("owner"), Want.ROLE);
            case "from" -> when(verb.equals("revoke"), Want.ROLE);
            case "call", "procedure", "function", "routine" ->
                when(!verb.equals("create") || last(2).equals("execute"), Want.FUNCTION);
            case "sequence" -> when(alters, Want.SEQUENCE);
            case "index" -> when(alters, Want.INDEX);
            case "view" -> when(!verb.equals("create") || saw("refresh"), Want.VIEW);
            case "column" -> when(alters && !last(2).equals("add"), Want.COLUMN);
            case "type" -> when(saw("column") || alters, Want.TYPE);
            default -> Optional.empty();
        };
    }

    private Want setting(String last) {
        int head = Set.of("local", "session").contains(word(1)) ? 2 : 1;
        boolean named = before.size() > head;
        if (last.equals("role") || last.equals("authorization")) {
            return Want.ROLE;
        }
        if (!named) {
            return Want.SETTING;
        }
        Token lastToken = before.get(before.size() - 1);
        return last.equals("to") || lastToken.isSign("=") || lastToken.isSign(",") ? Want.SETTING_VALUE : Want.KEYWORD;
    }

    /** The parameter that a SET is about. */
    String subject() {
        int at = Set.of("local", "session").contains(word(1)) ? 2 : 1;
        return verb.equals("set") ? word(at) : "";
    }

    private static Optional<Want> when(boolean condition, Want want) {
        return condition ? Optional.of(want) : Optional.empty();
    }

    /** The last word that begins a part of the statement. */
    private String clause() {
        for (int i = before.size() - 1; i >= 0; i--) {
            String word = word(i);
            if (ENDS_SOURCES.contains(word)
                    || Set.of("from", "using", "truncate", "table", "join").contains(word)) {
                return word;
            }
        }
        return "";
    }

    private boolean saw(String wanted) {
        for (int i = 0; i < before.size(); i++) {
            if (word(i).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private String last(int back) {
        return word(before.size() - back);
    }

    private String word(int at) {
        if (at < 0 || at >= before.size() || before.get(at).kind() != TokenKind.WORD) {
            return "";
        }
        return Identifiers.name(before.get(at));
    }
}
