set default_transaction_read_only = off;
-- leading comment; with 'quote
select 1; select 2; /* x; /* y; */ ' */ select 3;
create temp table t (a int, b text);
copy t (a, b) from stdin;
1	it's; (
2	$$
\.
create or replace function pg_temp.f() returns int language sql begin atomic
  select 1;
  select case when true then case 1 when 2 then 3 end end;
end;
create function pg_temp.g() returns int language sql
begin atomic; select 1; end;
create procedure pg_temp.p() begin atomic insert into t values (1); end; select 'after';
do $do$ begin perform ';'; perform $$;$$; end $do$;
select E'a\';' , 'b\'; select ';';
select U&'d\0061t;a', U&"d\0061t;a" from t;
select 1--2;
;
select a$$ from t;
select $1$$;$$;
create rule r as on insert to t do also (select 1; select 2);
begin; commit;
select 1 \gx
select 2 \g
\echo foo; bar
select ')' , ( 1 ;
);
select 3 @- 4, '€; 😀', "ü;";
select B'01;', X'1;', n'a;';
select /* nested /* ; */ still ; */ 5;
create function pg_temp."begin"() returns int as 'select 1' language sql;
select 7\; select 8, (array[9])[1\:1]; select 10
\echo not yet; 'it''s' (
  + 11;
begin; copy t from stdout;
12	; \\.
\.
copy (select ';') to stdin; rollback;
select array[1;
select 6;
