-- The sample: two tables such as any shop has, for trying a crossing before the night when it counts.
--
--     schema apply scripts/sample.sql --on old
--
-- It runs on PostgreSQL 10 to 18, and may be run again: what is there already is kept. Run on `new` as well, it makes the same
-- schema there (`schema diff` proves it). The role "app" must exist before; `sandbox start` makes it, and elsewhere:
--
--     create role app login password '…';
--
-- Whoever runs this owns the tables. "app" owns nothing: it may only read and write, as an application should.

-- A customer.
create table if not exists public.parent (
    -- A sequence belongs to the column. Sequences do not cross with the rows: `seq sync` sets those of `new` ahead.
    id          bigserial   primary key,
    name        text        not null,
    email       text        not null,
    -- How often the customer came by. Every visit adds one, so a lost update shows as a number too small.
    visits      integer     not null default 0,
    -- How many rows of child the customer has. The application keeps it, in the transaction that adds or removes a child: both
    -- tables change together or not at all.
    child_count integer     not null default 0,
    -- Which program entered the row; the worker knows its own rows by it.
    origin      text        not null,
    created_at  timestamptz not null default pg_catalog.now(),
    updated_at  timestamptz not null default pg_catalog.now()
);

-- What a customer ordered.
create table if not exists public.child (
    id          bigserial   primary key,
    -- While the rows cross, a parent can be on one instance and its child on the other. A foreign key sees its own instance only:
    -- `fk off` puts it aside on `new`, `fk on` brings it back and proves it. The cascade does not reach across either, so an
    -- application that crosses deletes children before their parent.
    parent_id   bigint      not null references public.parent (id) on delete cascade,
    product     text        not null,
    quantity    integer     not null default 1,
    note        text        not null default '',
    origin      text        not null,
    created_at  timestamptz not null default pg_catalog.now(),
    updated_at  timestamptz not null default pg_catalog.now()
);

create index if not exists parent_name_idx on public.parent (name);
create index if not exists child_parent_id_idx on public.child (parent_id);

-- Keeps updated_at. When the application updates a row of `old` through `new`, this runs in a session of postgres_fdw, whose
-- search_path is pg_catalog alone: a function that names a table or function of its own must name the schema too.
create or replace function public.touch_updated_at() returns trigger
language plpgsql as $$
begin
    new.updated_at := pg_catalog.clock_timestamp();
    return new;
end
$$;

-- "create or replace trigger" is there from 14 on, "execute function" from 11 on; these forms work everywhere.
drop trigger if exists parent_touch on public.parent;
create trigger parent_touch before update on public.parent
    for each row execute procedure public.touch_updated_at();

drop trigger if exists child_touch on public.child;
create trigger child_touch before update on public.child
    for each row execute procedure public.touch_updated_at();

grant usage on schema public to app;
grant select, insert, update, delete on public.parent, public.child to app;
-- A serial column's default calls nextval with the rights of whoever inserts.
grant usage, select on sequence public.parent_id_seq, public.child_id_seq to app;
