import { escapeIdentifier, escapeLiteral } from "pg";

/** Owns tables and functions, and migrates; nothing of a request runs as it. */
export const OWNER_USER = "amaliyat_owner";

/** Owns the log; nobody signs in as it, and the room's user cannot become it. */
export const LOG_ROLE = "amaliyat_log";

/** The role of requests: it owns nothing, and row-level security holds for it. */
const REQUEST_ROLE = "amaliyat_app";

const ensured = (role: string): string => `
do $$ begin create role ${escapeIdentifier(role)}; exception when duplicate_object or unique_violation then null; end $$;`;

const withPassword = (password: string | null): string => (password === null ? "" : ` password ${escapeLiteral(password)}`);

export type RolesWanted = {
  /** The room's own user, by which DATABASE_URL connects. */
  readonly room: string;
  /** Null leaves a password as it is. */
  readonly roomPassword: string | null;
  readonly ownerPassword: string | null;
};

/** The roles of the room, for a superuser to run once; running it again changes nothing. */
export const rolesSql = ({ room, roomPassword, ownerPassword }: RolesWanted): string =>
  `${[room, OWNER_USER, LOG_ROLE, REQUEST_ROLE].map(ensured).join("")}
alter role ${escapeIdentifier(room)} login noinherit nosuperuser nocreaterole nocreatedb nobypassrls noreplication${withPassword(roomPassword)};
alter role ${OWNER_USER} login nosuperuser createrole nocreatedb nobypassrls noreplication${withPassword(ownerPassword)};
alter role ${LOG_ROLE} nologin nosuperuser nocreaterole nocreatedb nobypassrls noreplication;
alter role ${REQUEST_ROLE} nologin nosuperuser nocreaterole nocreatedb nobypassrls noreplication;
grant ${REQUEST_ROLE} to ${escapeIdentifier(room)} with inherit false, set true, admin false;
grant ${REQUEST_ROLE} to ${OWNER_USER} with inherit false, set true, admin true;
grant ${LOG_ROLE} to ${OWNER_USER} with inherit false, set true, admin true;
do $$ begin
  if pg_has_role(${escapeLiteral(room)}, ${escapeLiteral(OWNER_USER)}, 'member') then
    execute format('revoke %I from %I', ${escapeLiteral(OWNER_USER)}, ${escapeLiteral(room)});
  end if;
  if pg_has_role(${escapeLiteral(room)}, ${escapeLiteral(LOG_ROLE)}, 'member') then
    execute format('revoke %I from %I', ${escapeLiteral(LOG_ROLE)}, ${escapeLiteral(room)});
  end if;
end $$;
`;

/**
 * Gives database, schemas and everything in them to their owners, for a superuser to run in the room's database. In an older version all of
 * it belonged to the user by which the room connected. Objects of an extension, or of one of the two owners already, are left.
 */
export const ownershipSql = (database: string): string => `
alter database ${escapeIdentifier(database)} owner to ${OWNER_USER};
do $$
declare
  each record;
begin
  for each in select nspname from pg_namespace where nspname in ('graphile_worker') loop
    execute format('alter schema %I owner to ${OWNER_USER}', each.nspname);
  end loop;
  for each in
    select c.oid::regclass as name, c.relkind from pg_class c join pg_namespace s on s.oid = relnamespace
    where nspname in ('public', 'graphile_worker') and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
      and pg_get_userbyid(relowner) not in ('${OWNER_USER}', '${LOG_ROLE}')
      and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('e', 'i', 'a'))
  loop
    execute format('alter %s %s owner to ${OWNER_USER}',
      case each.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end, each.name);
  end loop;
  for each in
    select p.oid::regprocedure as name, case p.prokind when 'a' then 'aggregate' when 'p' then 'procedure' else 'function' end as kind
    from pg_proc p join pg_namespace s on s.oid = pronamespace
    where nspname in ('public', 'graphile_worker') and pg_get_userbyid(proowner) not in ('${OWNER_USER}', '${LOG_ROLE}')
      and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')
  loop
    execute format('alter %s %s owner to ${OWNER_USER}', each.kind, each.name);
  end loop;
  for each in
    select t.oid::regtype as name from pg_type t join pg_namespace s on s.oid = typnamespace
    where nspname in ('public', 'graphile_worker') and pg_get_userbyid(typowner) not in ('${OWNER_USER}', '${LOG_ROLE}')
      and typtype in ('e', 'd', 'c', 'r') and (typrelid = 0 or (select relkind from pg_class where oid = typrelid) = 'c')
      and not exists (select from pg_depend d where d.objid = t.oid and d.classid = 'pg_type'::regclass and d.deptype in ('e', 'i'))
  loop
    execute format('alter type %s owner to ${OWNER_USER}', each.name);
  end loop;
end $$;
`;

/** Lets the room's user run the job queue, whose tables belong to the owner and are shut by row-level security to everybody else. */
export const queueGrantsSql = (room: string): string => `
grant usage on schema graphile_worker to ${escapeIdentifier(room)};
grant select, insert, update, delete on all tables in schema graphile_worker to ${escapeIdentifier(room)};
grant usage, select on all sequences in schema graphile_worker to ${escapeIdentifier(room)};
grant execute on all functions in schema graphile_worker to ${escapeIdentifier(room)};
do $$
declare
  each record;
begin
  for each in
    select c.oid::regclass as name from pg_class c where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
      and not exists (select from pg_policy where polrelid = c.oid and polname = 'amaliyat_queue')
  loop
    execute format('create policy amaliyat_queue on %s to %I using (true) with check (true)', each.name, ${escapeLiteral(room)});
  end loop;
end $$;
`;
