package io.pgford.sql.scope;

/** What can stand at a place in a statement. */
public enum Want {
    /** The first word. */
    STATEMENT,
    /** A table, a view, a common table expression. */
    RELATION,
    /** The condition of a join, right behind its {@code ON}. */
    JOIN_CONDITION,
    /** An expression: columns, functions. */
    EXPRESSION,
    /** A column of the statement's own table, alone: {@code INSERT INTO t (…)}, {@code UPDATE t SET …}. */
    COLUMN,
    /** A routine. */
    FUNCTION,
    TYPE,
    SCHEMA,
    ROLE,
    /** A parameter of the server, as SET and SHOW take it. */
    SETTING,
    /** A value for one. */
    SETTING_VALUE,
    SEQUENCE,
    INDEX,
    VIEW,
    /** A word of SQL's own. */
    KEYWORD,
    /** Nothing that is known: a new name, the inside of a text. */
    NOTHING
}
