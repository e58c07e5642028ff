import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../connection.ts";

/** Objects of the database: each under a name that a person understands, with the text that defines it. */
export type Fingerprint = ReadonlyMap<string, string>;

/** Part to read: all, or only the objects of the log, which are checked far more often. */
export type FingerprintPart = "all" | "log";

/** Schemas that are not ours: PostgreSQL's own, by name, and what a session makes for itself. A superuser can make others whose names begin alike. */
const FOREIGN_SCHEMAS = sql`nspname in ('information_schema', 'pg_catalog', 'pg_toast') or nspname ~ '^pg_(toast_)?temp_[0-9]+$'`;

/** Partitions of the recordings come and go with the days. Each has to look like one of the two that the migration made, so their names and bounds do not count. */
const anyDay = (text: RawBuilder<unknown>) => sql`regexp_replace(${text}, 'segment_[0-9]{8}', 'segment_DAY', 'g')`;

/** Settings of the server that decide what a statement means, or what is done beside it. */
const SERVER_SETTINGS = sql`('search_path', 'session_replication_role', 'row_security', 'allow_system_table_mods', 'session_preload_libraries',
  'local_preload_libraries', 'shared_preload_libraries', 'default_transaction_read_only', 'transform_null_equals', 'event_triggers')`;

/**
 * Reads the definitions of every schema that is not PostgreSQL's own: functions, triggers, policies, rules, constraints, columns, indexes,
 * owners and grants. Reads the roles of the room too, and the objects of the whole database: event triggers, settings, extensions, casts,
 * functions of pg_catalog.
 */
export async function readFingerprint(tx: Tx, part: FingerprintPart): Promise<Fingerprint> {
  const ofLog = part === "log";
  const named = (column: string) => (ofLog ? sql`${sql.ref(column)} like 'log\\_%'` : sql`true`);
  const { rows } = await sql<{ name: string; definition: string }>`
    with space as (select * from pg_namespace where not (${FOREIGN_SCHEMAS})),
    relation as (
      select c.*, quote_ident(nspname) || '.' || quote_ident(relname) as name
      from pg_class c join space s on s.oid = relnamespace where relkind <> 't' and ${named("relname")}
    ),
    routine as (
      select p.*, quote_ident(nspname) || '.' || quote_ident(proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name
      from pg_proc p join space s on s.oid = pronamespace where ${named("proname")}
    )
    , object (name, definition) as (
    select 'function ' || name, concat_ws(' ', case when prokind in ('f', 'p') then pg_get_functiondef(oid) else prosrc end,
      pg_get_userbyid(proowner), proacl::text) as definition from routine
    union all select 'table ' || name, concat_ws(' ', relkind, pg_get_userbyid(relowner), relacl::text, relrowsecurity, relforcerowsecurity,
      reloptions::text, relpersistence, relispartition,
      case when name !~ '^public.segment_[0-9]{8}$' then pg_get_expr(relpartbound, oid) end) from relation where relkind <> 'i'
    union all select 'columns of ' || name, (select string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
      attgenerated, attisdropped, attacl::text, pg_get_expr(adbin, adrelid)), ', ' order by attnum) from pg_attribute
      left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = relation.oid and attnum > 0) from relation where relkind <> 'i'
    union all select 'index ' || name, concat_ws(' ', pg_get_indexdef(oid), indisvalid, indisunique) from relation join pg_index on indexrelid = oid
    union all select 'view ' || name, pg_get_viewdef(oid) from relation where relkind in ('v', 'm')
    union all select 'constraint ' || conname || ' of ' || name, concat_ws(' ', pg_get_constraintdef(c.oid), convalidated)
      from pg_constraint c join relation r on r.oid = conrelid
    union all select 'trigger ' || tgname || ' of ' || name, concat_ws(' ', pg_get_triggerdef(t.oid), tgenabled)
      from pg_trigger t join relation r on r.oid = tgrelid where not tgisinternal
    union all select 'constraint triggers of ' || name, string_agg(tgenabled::text, '' order by tgenabled)
      from pg_trigger t join relation r on r.oid = tgrelid where tgisinternal group by name
    union all select 'policy ' || polname || ' of ' || name, concat_ws(' ', polcmd, polpermissive,
      (select string_agg(pg_get_userbyid(role), ',' order by role) from unnest(polroles) role), pg_get_expr(polqual, polrelid),
      pg_get_expr(polwithcheck, polrelid)) from pg_policy p join relation r on r.oid = polrelid
    union all select 'rule ' || rulename || ' of ' || name, concat_ws(' ', pg_get_ruledef(w.oid), ev_enabled)
      from pg_rewrite w join relation r on r.oid = ev_class
    union all select 'child of ' || name, string_agg(distinct ${anyDay(sql`inhrelid::regclass::text`)}, ',')
      from pg_inherits join relation r on r.oid = inhparent group by name
    union all select 'event trigger ' || evtname, concat_ws(' ', evtevent, evtfoid::regprocedure, evtenabled, evttags::text) from pg_event_trigger
    union all select 'role ' || rolname, concat_ws(' ', rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,
      rolconfig::text, (select string_agg(concat_ws(':', pg_get_userbyid(roleid), admin_option, inherit_option, set_option), ',' order by roleid)
      from pg_auth_members where member = r.oid)) from pg_roles r where rolname in ('amaliyat', 'amaliyat_app', 'amaliyat_log', session_user)
    union all select 'settings of the database', string_agg(setconfig::text, ' ' order by setconfig::text) from pg_db_role_setting
      where setdatabase in (0, (select oid from pg_database where datname = current_database()))
    union all select 'settings of the server', string_agg(s.name || '=' || reset_val, ' ' order by s.name) from pg_settings s
      where s.name in ${SERVER_SETTINGS}
    ${ofLog ? sql`` : widely()})
    select distinct case when name ~ 'segment_[0-9]{8}' then ${anyDay(sql`name`)} || ' ' || md5(${anyDay(sql`definition`)}) else name end as name,
      case when name ~ 'segment_[0-9]{8}' then ${anyDay(sql`definition`)} else definition end as definition from object`.execute(tx);
  return new Map(rows.map(({ name, definition }) => [name, definition ?? ""]));
}

/** Objects that cost more to read, and seldom change. */
const widely = () => sql`
    union all select 'schema ' || nspname, concat_ws(' ', pg_get_userbyid(nspowner), nspacl::text) from space
    union all select 'extension ' || extname, extversion from pg_extension
    union all select 'cast ' || castsource::regtype || ' to ' || casttarget::regtype, concat_ws(' ', castfunc::regprocedure, castcontext, castmethod)
      from pg_cast where oid >= 16384
    union all select 'operators', string_agg(concat_ws(' ', oprname, oprleft::regtype, oprright::regtype, oprcode::regproc), ',' order by o.oid)
      from pg_operator o where oid >= 16384
    union all select 'functions of pg_catalog', string_agg(concat_ws(' ', p.oid, proname, prosrc, probin, prolang), ',' order by p.oid)
      from pg_proc p where pronamespace = 'pg_catalog'::regnamespace`;
