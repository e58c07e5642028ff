import { auditRoutes as routes, type LogFilter, type LogType } from "@amaliyat/contract/audit";
import { ok } from "@amaliyat/domain/kernel";
import { Readable } from "node:stream";
import { transaction, type Db } from "../platform/database/index.ts";
import { scopeOf, serve, serveBytes, type BytesReply, type Call, type Caller, type Reply, type Served } from "../platform/http/index.ts";
import { countLog, currentCheckpoint, exportLog, keptAlarm, logPage, logSize, timeOfEntry, type Read } from "./audit-queries.ts";
import { actorOf } from "./actor-of.ts";
import { append } from "./audit-store.ts";

const readAs =
  (db: Db, who: Caller): Read =>
  (work) =>
    transaction(db, scopeOf(who), work, { readOnly: true });

type Asked = { readonly who: Caller; readonly at: number; readonly address: string };

/** Reading the log is logged and committed before the first entry is read. */
async function logReading(db: Db, { who, at, address }: Asked, type: LogType, asked: Readonly<Record<string, unknown>>): Promise<void> {
  await transaction(db, scopeOf(who), (tx) => append(tx, { at, type, actor: actorOf(who), detail: { ...asked, address } }));
}

async function page(db: Db, call: Call<typeof routes.page>): Promise<Reply<typeof routes.page>> {
  const { before, limit, ...filter } = call.query;
  await logReading(db, call, "log.viewed", { filter, before });
  return ok(await readAs(db, call.who)((tx) => logPage(tx, filter, { before, limit })));
}

async function counts(db: Db, call: Call<typeof routes.counts>): Promise<Reply<typeof routes.counts>> {
  await logReading(db, call, "log.viewed", { filter: call.query, counts: true });
  return ok(await readAs(db, call.who)((tx) => countLog(tx, call.query)));
}

async function exported(db: Db, call: Call<typeof routes.export>): Promise<BytesReply> {
  const filter: LogFilter = call.query;
  await logReading(db, call, "log.exported", { filter });
  const headers = { "content-disposition": `attachment; filename="log-${new Date(call.at).toISOString().slice(0, 10)}.jsonl"` };
  return ok({ type: "application/jsonl; charset=utf-8", body: Readable.from(exportLog(readAs(db, call.who), filter)), headers });
}

/** The publisher signs every second; an entry that waits longer than this shows that it does not. */
const LATE_MS = 60_000;

async function head(db: Db, call: Call<typeof routes.head>): Promise<Reply<typeof routes.head>> {
  const { size, newest, waitsSince, raised } = await readAs(
    db,
    call.who,
  )(async (tx) => {
    const signed = await currentCheckpoint(tx);
    const waits = await timeOfEntry(tx, signed?.size ?? 0);
    return { size: await logSize(tx), newest: signed, waitsSince: waits, raised: await keptAlarm(tx) };
  });
  const isLate = waitsSince !== null && call.at - waitsSince > LATE_MS;
  const state = raised ? "alarm" : isLate ? "late" : "published";
  const alarm = raised && { index: raised.index, reason: raised.message };
  if (!newest) return ok({ size, state, alarm, published: null });
  const { root, at, note } = newest;
  return ok({ size, state, alarm, published: { size: newest.size, root: root.toString("base64"), at: at.toISOString(), note } });
}

/** The routes of this feature, each joined to its use case. */
export const auditRoutes = (db: Db): Served[] => [
  serve(routes.page, (call) => page(db, call)),
  serve(routes.counts, (call) => counts(db, call)),
  serveBytes(routes.export, (call) => exported(db, call)),
  serve(routes.head, (call) => head(db, call)),
];
