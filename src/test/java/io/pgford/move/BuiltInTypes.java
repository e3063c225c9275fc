package io.pgford.move;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every built-in type that a column can have, with odd values as SQL expressions. */
final class BuiltInTypes {
    /** Types whose input functions refuse every value: only null can be in such a column that is written from outside. */
    static final Set<String> WITHOUT_INPUT = Set.of(
            "gtsvector",
            "pg_brin_bloom_summary",
            "pg_brin_minmax_multi_summary",
            "pg_dependencies",
            "pg_mcv_list",
            "pg_ndistinct",
            "pg_node_tree");

    /** Types that later servers do not have any more; a table with one cannot exist there. */
    static final Set<String> REMOVED = Set.of("abstime", "reltime", "tinterval", "smgr");

    /** Types whose text is written shorter from 12 on, and so is compared by its binary form. */
    static final Set<String> FLOATING =
            Set.of("float4", "float8", "point", "lseg", "path", "box", "polygon", "line", "circle");

    static final Map<String, List<String>> VALUES = new TreeMap<>();

    static {
        literals("bool", "true", "false");
        literals("bytea", "", "\\x00ff5c0a0d09", "\\x2e5c");
        literals("char", "", "\\", "~");
        literals("name", "", "select", "\"a\\b'");
        literals("int8", "-9223372036854775808", "9223372036854775807");
        literals("int2", "-32768", "32767");
        literals("int4", "-2147483648", "2147483647");
        literals("int2vector", "", "1 -2 3");
        literals("oidvector", "", "4294967295 0");
        literals(
                "text",
                "",
                "\\.",
                "\\N",
                "tab\tline\nend\rboth\r\n\\ \b\f\u000b\u0001",
                "é e\u0301 \uD83D\uDE00 \u2028");
        literals("varchar", "", "\\.", "NULL", " a ");
        literals("bpchar", "", "a  ", "\\t");
        literals("oid", "0", "4294967295");
        literals("tid", "(0,1)", "(4294967295,65535)");
        literals("xid", "0", "4294967295");
        literals("cid", "0", "4294967295");
        literals("xid8", "0", "18446744073709551615");
        literals("json", "null", "{ \"b\" : 1,  \"b\":2 }", "\"\\\\ \\u00e9\"");
        literals("jsonb", "null", "{\"a\": [1, null, \"\\\\\"], \"1\": 1.10}", "1e400", "[]");
        literals("jsonpath", "$", "strict $.a[*] ? (@ > 1.5 && @.b == \"x\\\\\")");
        literals("xml", "<a b=\"c\">&lt;</a>", "text", "");
        literals("float4", "NaN", "Infinity", "-Infinity", "-0", "1e-45", "3.4028235e38", "0.1");
        literals(
                "float8",
                "NaN",
                "Infinity",
                "-Infinity",
                "-0",
                "5e-324",
                "1.7976931348623157e308",
                "0.1",
                "0.30000000000000004");
        literals("numeric", "NaN", "0.00", "-1e300", "1e-300", "12345678901234567890.12345678901234567890");
        literals("money", "-92233720368547758.08", "0.01");
        literals("point", "(1e-300,-0)", "(NaN,Infinity)", "(0.1,0.3)");
        literals("lseg", "[(0.1,0.2),(3,4)]");
        literals("path", "((0,0),(1.1,1),(2,0))", "[(0,0),(1,1)]");
        literals("box", "(3,4),(0.1,0.2)");
        literals("polygon", "((0,0),(1,1.1),(2,0))");
        literals("line", "{1,-1,0.1}");
        literals("circle", "<(0.1,2),0>");
        literals("macaddr", "08:00:2b:01:02:03");
        literals("macaddr8", "08:00:2b:01:02:03:04:05");
        literals("inet", "10.0.0.1/24", "::1", "::ffff:1.2.3.4/96");
        literals("cidr", "10.0.0.0/8", "::/0");
        literals("aclitem", "=r/postgres", "postgres=arw*/postgres");
        literals("date", "infinity", "-infinity", "4713-01-01 BC", "5874897-12-31");
        literals("time", "00:00", "24:00:00", "23:59:59.999999");
        literals("timetz", "00:00+15:59:59", "24:00-15:59:59");
        literals("timestamp", "infinity", "-infinity", "4713-01-01 00:00:00 BC", "294276-12-31 23:59:59.999999");
        literals("timestamptz", "infinity", "0044-03-15 12:00:00+01 BC", "2024-10-27 02:30:00.000001+02");
        literals("interval", "178000000 years", "-1 year 2 days -03:04:05.000006", "0");
        literals("bit", "1", "0");
        literals("varbit", "", "10101");
        literals("refcursor", "", "a\\b");
        literals("regproc", "-", "now", "4294967295");
        literals("regprocedure", "-", "abs(integer)");
        literals("regoper", "0", "||/");
        literals("regoperator", "0", "+(integer,integer)");
        literals("regclass", "-", "pg_class", "4294967295");
        literals("regtype", "-", "integer[]");
        literals("regrole", "-", "postgres");
        literals("regnamespace", "-", "pg_catalog");
        literals("regcollation", "-", "\"C\"");
        literals("regconfig", "-", "simple");
        literals("regdictionary", "-", "simple");
        literals("regdatabase", "-", "postgres");
        literals("uuid", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff");
        literals("pg_lsn", "0/0", "FFFFFFFF/FFFFFFFF");
        literals("tsvector", "", "'a\\\\b':1A,2 'it''s' ' '", "a:16383");
        literals("tsquery", "", "'a' & !'b\\\\' | 'c':*A <-> 'd'");
        literals("txid_snapshot", "1:1:", "10:20:10,14,15");
        literals("pg_snapshot", "1:1:", "10:20:10,14,15");
        literals("int4range", "empty", "(,)", "[1,10)");
        literals("int8range", "empty", "[-9223372036854775808,)");
        literals("numrange", "(,1.10]", "[NaN,NaN]");
        literals("tsrange", "(,\"2020-01-01 00:00:00.000001\"]", "[-infinity,infinity]");
        literals("tstzrange", "[2020-01-01 00:00:00+00,)", "empty");
        literals("daterange", "(,infinity)", "[2020-01-01,2020-02-01)");
        literals("int4multirange", "{}", "{[1,3),[5,9)}");
        literals("int8multirange", "{(,)}");
        literals("nummultirange", "{[1.10,2],(3,)}");
        literals("tsmultirange", "{[2020-01-01,2021-01-01)}");
        literals("tstzmultirange", "{[2020-01-01 00:00:00+00,)}");
        literals("datemultirange", "{(,2020-01-01)}");
    }

    private BuiltInTypes() {}

    private static void literals(String type, String... values) {
        VALUES.put(type, List.of(values));
    }
}
