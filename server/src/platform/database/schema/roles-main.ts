import { parseArgs } from "node:util";
import { ownershipSql, OWNER_USER, rolesSql } from "./role-sql.ts";

const { values } = parseArgs({
  options: { database: { type: "string", default: "amaliyat" }, user: { type: "string", default: "amaliyat" }, help: { type: "boolean" } },
});
const { database, user } = values;

if (values.help === true) {
  console.log(`npm run -s database:roles -- [--database NAME] [--user NAME] > roles.sql

Prints what a superuser of PostgreSQL runs once, connected to the room's database: the room's user, who owns nothing, the owner of the tables, who
migrates, and the owner of the log, whom nobody can be. Then give both a password, and the room DATABASE_URL and DATABASE_OWNER_URL.`);
} else {
  console.log(`-- For a superuser, connected to the database "${database}". It may be run again: for a room of an older version too, while it stands still.
${rolesSql({ room: user, roomPassword: null, ownerPassword: null })}${ownershipSql(database)}
-- Then, for example with \\password in psql:
--   \\password ${user}
--   \\password ${OWNER_USER}
-- DATABASE_URL=postgres://${user}:…@host/${database}  DATABASE_OWNER_URL=postgres://${OWNER_USER}:…@host/${database}`);
}
