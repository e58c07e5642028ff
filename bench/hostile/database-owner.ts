import { interventions } from "@amaliyat/contract/interventions";
import { existsSync } from "node:fs";
import { cp, readdir, readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { Client as Database } from "pg";
import { commitmentOf, fieldsOf, newSalt, type NewEntry } from "../../server/src/audit/entry.ts";
import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { furnish, placeIn, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";

/** Longer than the room needs to look at everything but the whole schema. */
const FOUND_WITHIN_MS = 20_000;
const SIGNED_WITHIN_MS = 20_000;

type Attacked = {
  readonly data: string;
  readonly pid: number;
  /** As the superuser of the database. */
  readonly sql: (statement: string) => Promise<readonly Record<string, unknown>[]>;
  /** A command of a person; its status. */
  readonly act: () => Promise<number>;
};

/** `held`: the attack failed by itself, because its request was refused. */
type Attack = { readonly name: string; readonly run: (room: Attacked) => Promise<"held" | "look"> };

const invented = (entry: NewEntry): string => {
  const fields = fieldsOf(entry);
  const salt = newSalt();
  const row = {
    ...fields,
    salt: salt.toString("hex"),
    commitment: commitmentOf(fields, salt).toString("hex"),
    node: "room",
    mac: "00".repeat(32),
  };
  return `log_append('${JSON.stringify([row]).replaceAll("'", "''")}'::jsonb)`;
};

const sizeOf = async ({ sql }: Attacked): Promise<number> => Number((await sql("select size::int from log_head"))[0]?.["size"]);

const signed = async ({ data }: Attacked): Promise<number> =>
  Number((await readFile(join(data, "log", "checkpoint"), "utf8").catch(() => "\n0")).split("\n")[1]);

async function untilSigned(room: Attacked): Promise<void> {
  const size = await sizeOf(room);
  for (const end = performance.now() + SIGNED_WITHIN_MS; (await signed(room)) < size && performance.now() < end;) await pause(100);
}

const ATTACKS: readonly Attack[] = [
  {
    name: "an entry invented for another person",
    async run({ sql }) {
      await sql(`select ${invented({ at: Date.now(), type: "live.viewed", actor: { userId: "x", name: "somebody", role: "operator" } })}`);
      return "look";
    },
  },
  {
    name: "an entry erased with a log.erased of one's own",
    async run(room) {
      await untilSigned(room);
      const last = (await sizeOf(room)) - 1;
      const detail = { before: new Date().toISOString(), first: last, last, entries: 1 };
      await room.sql(`begin; update log_entry set actor_id = null, actor_name = null, session_id = null, detail = null, salt = null where index = ${last};
        select ${invented({ at: Date.now(), type: "log.erased", detail })}; commit`);
      return "look";
    },
  },
  {
    name: "an entry erased without a word",
    async run(room) {
      await untilSigned(room);
      await room.sql(
        `update log_entry set actor_id = null, actor_name = null, session_id = null, detail = null, salt = null where index = 2`,
      );
      return "look";
    },
  },
  {
    name: "a function that swallows every entry",
    async run({ sql, act }) {
      await sql(`alter function log_append(jsonb) rename to log_append_true; create function log_append(entries jsonb) returns bigint
        language sql security definer as 'select size from public.log_head'; grant execute on function log_append(jsonb) to public`);
      return (await act()) >= 400 ? "held" : "look";
    },
  },
  {
    name: "the newest entry taken away with its number",
    async run({ sql }) {
      await sql("begin; delete from log_entry where index = (select size - 1 from log_head); update log_head set size = size - 1; commit");
      return "look";
    },
  },
  {
    name: "two entries in another order",
    async run(room) {
      const last = (await sizeOf(room)) - 1;
      await room.sql(`update log_entry set index = -1 where index = ${last}; update log_entry set index = ${last} where index = ${last - 1};
        update log_entry set index = ${last - 1} where index = -1`);
      return "look";
    },
  },
  {
    name: "database and folder set back together",
    async run(room) {
      await untilSigned(room);
      const [folder, kept] = [join(room.data, "log"), join(room.data, "log.kept")];
      await cp(folder, kept, { recursive: true });
      const size = await signed(room);
      for (let n = 0; n < 3; n++) await room.act();
      await untilSigned(room);
      process.kill(room.pid, "SIGSTOP");
      try {
        await rm(folder, { recursive: true });
        await cp(kept, folder, { recursive: true });
        await room.sql(
          `begin; delete from log_entry where index >= ${size}; update log_head set size = ${size}; delete from log_checkpoint where size > ${size}; commit`,
        );
      } finally {
        process.kill(room.pid, "SIGCONT");
      }
      await room.act();
      return "look";
    },
  },
  {
    name: "the history of checkpoints emptied",
    async run(room) {
      await untilSigned(room);
      const folder = join(room.data, "log", "checkpoints");
      for (const month of await readdir(folder)) await truncate(join(folder, month), 0);
      return "look";
    },
  },
  {
    name: "a trigger on the log",
    async run({ sql }) {
      await sql(`create function quiet() returns trigger language plpgsql as 'begin return new; end';
        create trigger quiet before insert on log_entry for each row execute function quiet()`);
      return "look";
    },
  },
];

async function isHeld({ name, run }: Attack): Promise<boolean> {
  await using stack = new AsyncDisposableStack();
  const { path: data } = stack.use(await temporaryFolder());
  const room = stack.use(await startRoomProcess({ data, roles: "api,worker" }));
  await furnish(room);
  const dispatcher = await signInAs(room.url, "dispatcher");
  const of = async (file: string): Promise<string> => (await readFile(join(data, "database", file), "utf8")).trim();
  const database = new Database({
    connectionString: `postgres://amaliyat_root:${await of("root-password")}@127.0.0.1:${await of("port")}/amaliyat`,
  });
  database.on("error", () => undefined);
  await database.connect();
  stack.defer(() => database.end());
  let nth = 0;
  const attacked: Attacked = {
    data,
    pid: room.pid,
    sql: async (statement) => (await database.query<Record<string, unknown>>(statement)).rows,
    act: async () => {
      const body = { origin: "desk" as const, place: placeIn((nth += 1)), subcategory: "TRF.OBS" as const };
      const answer = await dispatcher.ask(interventions.open, { body });
      return answer.ok ? 200 : answer.error.status;
    },
  };
  for (let n = 0; n < 3; n++) await attacked.act();
  const alarm = join(data, "log", "ALARM");
  if (existsSync(alarm)) throw new Error("an alarm stood before the attack");
  if ((await run(attacked)) === "held") return true;
  for (const end = performance.now() + FOUND_WITHIN_MS; performance.now() < end; await pause(100)) if (existsSync(alarm)) return true;
  say(`HOLE: ${name}`);
  return false;
}

/** Attacks the log of a room of its own as the owner of its database, and counts attacks that are neither refused nor found. */
export async function databaseOwner(): Promise<Row[]> {
  let holes = 0;
  for (const attack of ATTACKS) {
    const held = await isHeld(attack);
    say(`${held ? "holds" : "HOLE "} ${attack.name}`);
    if (!held) holes += 1;
  }
  return rowsOf("database owner", "amaliyat", [
    ["holes", holes, "attacks"],
    ["attacks", ATTACKS.length, "attacks"],
  ]);
}
