package io.pgford.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Words of SQL worth showing as such and worth completing: those in common use, not all that PostgreSQL's grammar knows. */
public final class Keywords {
    /** The words that statements begin with, in lower case. */
    public static final List<String> STATEMENTS = words("""
            abort alter analyze begin call checkpoint close cluster comment commit copy create deallocate declare delete discard
            do drop end execute explain fetch grant import insert listen load lock merge notify prepare reassign refresh reindex
            release reset revoke rollback savepoint security select set show start table truncate unlisten update vacuum values
            with""");

    private static final List<String> OTHERS = words("""
            add all always and any array as asc attach between both by cascade case cast check collate column concurrently
            conflict constraint cross current_date current_timestamp current_user data database default deferrable deferred desc
            detach distinct domain each else enable disable except exclusive exists extension false filter first for foreign from
            full function generated group having identity if ilike immediate immutable in index inherit inherits inner instead
            intersect interval into is isolation join key last lateral left level like limit local logged mapping materialized
            mode natural no not nothing nowait null nulls of off offset on only options or order outer over owner parallel
            partition policy primary privileges procedure public publication read recursive references rename repeatable replace
            replica restrict returning returns right role row rows rule schema sequence serializable server session set share
            skip locked stable stored strict subscription symmetric system tablesample tablespace temp temporary then to
            transaction trigger true type union unique unlogged until usage user using valid validate verbose view volatile when
            where window without zone committed uncommitted write boolean bigint integer int smallint text varchar char numeric
            real double precision date time timestamp timestamptz uuid json jsonb bytea serial bigserial inet""");

    private static final Set<String> ALL = java.util.stream.Stream.concat(STATEMENTS.stream(), OTHERS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private Keywords() {}

    /** Whether a word, in any case, is one of them. */
    public static boolean contains(String word) {
        return ALL.contains(word.toLowerCase(Locale.ROOT));
    }

    /** All of them, in no order. */
    public static Set<String> all() {
        return ALL;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).toList();
    }
}
