import { auditRoutes as routes, type LogFilter, type LogType } from "@amaliyat/contract/audit";
import { ok } from "@amaliyat/domain/kernel";
import { Readable } from "node:stream";
import { transaction, type Db, type Scope } from "../platform/database/index.ts";
import { serve, serveBytes, type BytesReply, type Call, type Caller, type Reply, type Served } from "../platform/http/index.ts";
import { countLog, currentCheckpoint, exportLog, logPage, logSize, type Read } from "./audit-queries.ts";
import { append } from "./audit-store.ts";

const scopeOf = (who: Caller): Scope => ({ userId: who.userId, role: who.role, sectors: who.covers });

const readAs =
  (db: Db, who: Caller): Read =>
  (work) =>
    transaction(db, scopeOf(who), work, { readOnly: true });

type Asked = { readonly who: Caller; readonly at: number; readonly address: string };

/** Reading the log is logged and committed before the first entry is read. */
async function logReading(db: Db, { who, at, address }: Asked, type: LogType, asked: Readonly<Record<string, unknown>>): Promise<void> {
  const { userId, name, role, sessionId } = who;
  await transaction(db, scopeOf(who), (tx) =>
    append(tx, { at, type, actor: { userId, name, role, sessionId }, detail: { ...asked, address } }),
  );
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

async function head(db: Db, call: Call<typeof routes.head>): Promise<Reply<typeof routes.head>> {
  const found = await readAs(db, call.who)(async (tx) => ({ size: await logSize(tx), newest: await currentCheckpoint(tx) }));
  const { size, newest } = found;
  if (!newest) return ok({ size, published: null });
  const { root, at, note } = newest;
  return ok({ size, published: { size: newest.size, root: root.toString("base64"), at: at.toISOString(), note } });
}

/** The routes of this feature, each joined to its use case. */
export const auditRoutes = (db: Db): Served[] => [
  serve(routes.page, (call) => page(db, call)),
  serve(routes.counts, (call) => counts(db, call)),
  serveBytes(routes.export, (call) => exported(db, call)),
  serve(routes.head, (call) => head(db, call)),
];
