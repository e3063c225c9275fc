package io.pgford.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words that PostgreSQL's grammar knows, as {@code pg_get_keywords()} lists them. Which there are depends on the version of a
 * server: {@link #BUILT_IN} holds those of 10 to 18 and serves until a server was asked.
 */
public final class Keywords {
    /** The words that statements begin with, in lower case. */
    public static final List<String> STATEMENTS = words("""
            abort alter analyze begin call checkpoint close cluster comment commit copy create deallocate declare delete discard
            do drop end execute explain fetch grant import insert listen load lock merge notify prepare reassign refresh reindex
            release reset revoke rollback savepoint security select set show start table truncate unlisten update vacuum values
            with""");

    private static final List<String> RESERVED = words("""
            all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
            current_catalog current_date current_role current_time current_timestamp current_user default deferrable
            desc distinct do else end except false fetch for foreign from grant group having in initially intersect into
            lateral leading limit localtime localtimestamp not null offset on only or order placing primary references
            returning select session_user some symmetric system_user table then to trailing true union unique user using
            variadic when where window with""");

    private static final List<String> FUNCTION_OR_TYPE = words("""
            authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left
            like natural notnull outer overlaps right similar tablesample verbose""");

    private static final List<String> COLUMN_NAME = words("""
            between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout
            int integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query
            json_scalar json_serialize json_table json_value least merge_action national nchar none normalize nullif
            numeric out overlay position precision real row setof smallint substring time timestamp treat trim values
            varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
            xmlserialize xmltable""");

    private static final List<String> UNRESERVED = words("""
            abort absent absolute access action add admin after aggregate also alter always asensitive assertion
            assignment at atomic attach attribute backward before begin breadth by cache call called cascade cascaded
            catalog chain characteristics checkpoint class close cluster columns comment comments commit committed
            compression conditional configuration conflict connection constraints content continue conversion copy cost
            csv cube current cursor cycle data database day deallocate declare defaults deferred definer delete
            delimiter delimiters depends depth detach dictionary disable discard document domain double drop each empty
            enable encoding encrypted enforced enum error escape event exclude excluding exclusive execute explain
            expression extension external family filter finalize first following force format forward function functions
            generated global granted groups handler header hold hour identity if immediate immutable implicit import
            include including increment indent index indexes inherit inherits inline input insensitive insert instead
            invoker isolation keep key keys label language large last leakproof level listen load local location lock
            locked logged mapping match matched materialized maxvalue merge method minute minvalue mode month move name
            names nested new next nfc nfd nfkc nfkd no normalized nothing notify nowait nulls object objects of off oids
            old omit operator option options ordinality others over overriding owned owner parallel parameter parser
            partial partition passing password path period plan plans policy preceding prepare prepared preserve prior
            privileges procedural procedure procedures program publication quote quotes range read reassign recheck
            recursive ref referencing refresh reindex relative release rename repeatable replace replica reset restart
            restrict return returns revoke role rollback rollup routine routines rows rule savepoint scalar schema
            schemas scroll search second security sequence sequences serializable server session set sets share show
            simple skip snapshot source sql stable standalone start statement statistics stdin stdout storage stored
            strict string strip subscription support sysid system tables tablespace target temp template temporary text
            ties transaction transform trigger truncate trusted type types uescape unbounded uncommitted unconditional
            unencrypted unknown unlisten unlogged until update vacuum valid validate validator value varying version
            view views virtual volatile whitespace within without work wrapper write xml year yes zone""");

    /** Those of all versions that pgford knows. */
    public static final Keywords BUILT_IN = new Keywords(Stream.of(RESERVED, FUNCTION_OR_TYPE, COLUMN_NAME, UNRESERVED)
            .flatMap(List::stream)
            .collect(Collectors.toMap(word -> word, Keywords::builtInCategory, (one, other) -> one)));

    private final Map<String, Character> categories;

    private Keywords(Map<String, Character> categories) {
        this.categories = Map.copyOf(categories);
    }

    /** A server's own: each word with its {@code catcode}, one of {@code R}, {@code T}, {@code C} and {@code U}. */
    public static Keywords of(Map<String, Character> categories) {
        return new Keywords(categories);
    }

    /** Whether a word, in any case, is one of them. */
    public boolean contains(String word) {
        return categories.containsKey(word.toLowerCase(Locale.ROOT));
    }

    /** Whether a word can be no name of a column or a table without quotes. */
    public boolean isReserved(String word) {
        char category = categories.getOrDefault(word.toLowerCase(Locale.ROOT), 'U');
        return category == 'R' || category == 'T';
    }

    /** All of them, in lower case and in no order. */
    public Set<String> all() {
        return categories.keySet();
    }

    private static char builtInCategory(String word) {
        if (RESERVED.contains(word)) {
            return 'R';
        }
        return FUNCTION_OR_TYPE.contains(word) ? 'T' : COLUMN_NAME.contains(word) ? 'C' : 'U';
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).toList();
    }
}
