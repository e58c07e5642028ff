import type { statistics } from "@amaliyat/contract/statistics";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { checkHeader, parseCsv, SOURCE_NUMBER, type ImportKind } from "@amaliyat/domain/statistics";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { transaction, type Db } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { enqueue, type Job } from "../../platform/jobs/index.ts";
import { encodingOf } from "./judge-file.ts";
import { IMPORT_QUEUE, type RunImport } from "./run-import.ts";
import { settle as settlePace } from "./pace.ts";
import { importById } from "../statistics-queries.ts";
import { tellImport } from "./tell-import.ts";
import { endImport, insertImport, openImportsOf } from "../statistics-store.ts";

/** Bytes of a file that are searched for its header. */
const HEAD_BYTES = 8_192;

/** Refuses a whole file that cannot be one of its kind, at once and before anything is kept. Tells whether its rows have numbers. */
async function checkFile(kind: ImportKind, bytes: Buffer): Promise<Result<{ isNumbered: boolean }, Refusal<ErrorCode>>> {
  const encoding = await encodingOf(bytes);
  if (!encoding.ok) return encoding;
  const head = bytes.subarray(encoding.value.skip, HEAD_BYTES).toString("utf8");
  const [header] = parseCsv(head.slice(0, head.indexOf("\n") + 1 || undefined));
  const columns = checkHeader(kind, header?.cells ?? []);
  return columns.ok ? ok({ isNumbered: columns.value.includes(SOURCE_NUMBER) }) : columns;
}

/** Files of one person that wait or are read: each is held whole by the database until it is over. */
const MOST_OPEN = 3;
/** Of a file the volume gets its bytes, its rows, and the journal of both. */
const TIMES_ON_DISK = 3;

export type HasRoom = (bytes: number) => Promise<boolean>;
type StartDeps = { readonly db: Db; readonly job: Job<RunImport>; readonly hasRoom: HasRoom };

/** Takes a file in; its rows are read in the background. */
export async function startImport(
  { db, job, hasRoom }: StartDeps,
  { who, at, query, body }: Call<typeof statistics.startImport>,
): Promise<Reply<typeof statistics.startImport>> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const checked = await checkFile(query.kind, bytes);
  if (!checked.ok) return checked;
  const { isNumbered } = checked.value;
  if (isNumbered && query.source === undefined) return refuse({ code: "import.source_missing" });
  const source = isNumbered ? (query.source ?? null) : null;
  if (!(await hasRoom(bytes.length * TIMES_ON_DISK))) return refuse({ code: "import.no_room" });
  const importId = randomUUID();
  return transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const { kind, fileName } = query;
      if ((await openImportsOf(tx, who.userId)) >= MOST_OPEN) return refuse({ code: "import.too_many_open" });
      await insertImport(tx, { importId, kind, fileName, source, startedBy: who.userId, at: new Date(at), file: bytes });
      await enqueue(tx, job, { importId }, { queue: IMPORT_QUEUE });
      await settlePace();
      await settle(
        tx,
        { who, at },
        {
          type: "import.started",
          about: subjectById("import", importId),
          detail: { kind, fileName, bytes: bytes.length, ...(source === null ? {} : { source }) },
        },
      );
      return ok(await tellImport(tx, importId, at));
    },
    { statementTimeoutMs: 60_000 },
  );
}

/** Cancels an import that is not over; the rows of a running one are rolled back. */
export async function cancelImport(
  db: Db,
  { who, at, params }: Call<typeof statistics.cancelImport>,
): Promise<Reply<typeof statistics.cancelImport>> {
  const { importId } = params;
  return transaction(db, scopeOf(who), async (tx) => {
    const before = await importById(tx, importId);
    if (before === null) return refuse({ code: "object.not_found" });
    if (!(await endImport(tx, importId, "cancelled", new Date(at)))) return refuse({ code: "import.already_ended" });
    await settle(tx, { who, at }, { type: "import.cancelled", about: subjectById("import", importId) });
    return ok(await tellImport(tx, importId, at));
  });
}
