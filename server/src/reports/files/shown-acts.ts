import type { ErrorCode } from "@amaliyat/contract/errors";
import type { reports } from "@amaliyat/contract/reports";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { lookAtIntervention } from "../../interventions/index.ts";
import { markAlreadyLogged } from "../../platform/call-record.ts";
import { asRoom, transaction, type Tx } from "../../platform/database/index.ts";
import { ALONE, byteRange, type BytesReply, type Call, type Caller, type Reply } from "../../platform/http/index.ts";
import { unlessDamaged, type SealedFile } from "../../platform/sealed/index.ts";
import { actOnReport } from "../desk/desk-acts.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { filesOfIntervention, reportById } from "../rows/reports-queries.ts";
import { wasOpened } from "../rows/reports-store.ts";
import { reportSubject } from "../rows/subjects.ts";
import { copyOf, originalOf, type Files } from "./files.ts";
import { fileById, isWhole, markReleased, upsertViewing, type KnownFile } from "./files-store.ts";

type Refused = Refusal<ErrorCode>;

/** Those who look first at what an unknown device sent. */
const LOOK_FIRST: readonly Caller["role"][] = ["call_taker", "dispatcher", "supervisor"];

/** A file and how the caller comes to it: by its report, which this session opened or not, or by an intervention that they see. */
type Reached = { readonly file: KnownFile; readonly byReport: boolean; readonly wasOpened: boolean; readonly byIntervention: boolean };

/** Looks a file up for a caller; null where they come to it by no way, or its report was taken back or forgotten. */
async function reach(tx: Tx, { sessionId }: Caller, fileId: string, at: number): Promise<Reached | null> {
  const file = await asRoom(tx, () => fileById(tx, fileId));
  if (file === null || file.isOver) return null;
  const { reportId, interventionId } = file;
  const byReport = (await reportById(tx, at, reportId)) !== null;
  const byIntervention = interventionId !== null && (await lookAtIntervention(tx, interventionId)) !== null;
  return byReport || byIntervention ? { file, byReport, wasOpened: await wasOpened(tx, reportId, sessionId), byIntervention } : null;
}

function mayLook({ role }: Caller, { file, byReport, wasOpened: opened, byIntervention }: Reached): Result<null, Refused> {
  const isOpen = byReport && opened;
  if (!isOpen && !byIntervention) return refuse({ code: "report.not_opened" });
  if (file.held && !(isOpen && LOOK_FIRST.includes(role))) return refuse({ code: "file.held" });
  return file.state === "ready" ? ok(null) : refuse({ code: "file.not_ready" });
}

/** The bytes of a range, the first of them unsealed already: what was changed is refused before anything is sent. */
async function begin(file: SealedFile, from: number, to: number): Promise<Readable> {
  const parts = file.read(from, to);
  const first = await parts.next();
  const all = async function* (): AsyncGenerator<Buffer> {
    try {
      if (first.done !== true) yield first.value;
      yield* parts;
    } finally {
      await file[Symbol.asyncDispose]();
    }
  };
  return Readable.from(all(), { objectMode: false });
}

/** Closes what was opened when no stream came of it. */
async function streamOf(files: Files, name: string, range: string | null) {
  const file = await files.sealed.open(name);
  if (file === null) return null;
  try {
    const wanted = range === null ? { from: 0, to: file.size - 1 } : byteRange(range, file.size);
    if (wanted === null) {
      await file[Symbol.asyncDispose]();
      return "no such range" as const;
    }
    return { ...wanted, size: file.size, body: await begin(file, wanted.from, wanted.to) };
  } catch (cause) {
    await file[Symbol.asyncDispose]();
    throw cause;
  }
}

type File = typeof reports.file;

/** A viewing ends after this; whoever goes on begins another, with an entry of its own. A film lasts three minutes at most. */
const VIEWING_MS = 10 * 60_000;

/**
 * Logs a look before its first byte. A copy that is fetched by ranges, as every browser plays a film, is one viewing of this session. Its
 * first range has the entry, and those after it are part of it.
 */
const logLook = (files: Files, { who, at, params, range }: Call<File>, { fileId, reportId, reference }: KnownFile): Promise<void> =>
  transaction(files.db, scopeOf(who), async (tx) => {
    const { copy } = params;
    const viewing = { fileId, copy, sessionId: who.sessionId, userId: who.userId };
    if (range !== null && !(await upsertViewing(tx, viewing, new Date(at), new Date(at - VIEWING_MS))))
      return markAlreadyLogged("report.file_viewed");
    const until = range === null ? {} : { until: new Date(at + VIEWING_MS).toISOString() };
    await settle(
      tx,
      { who, at },
      { type: "report.file_viewed", about: reportSubject({ reportId, reference }), detail: { fileId, copy, ...until } },
    );
  });

/** A copy that was made for viewing; the look is logged before the first byte. */
export async function viewFile(files: Files, call: Call<File>): Promise<BytesReply> {
  const { who, at, params, range } = call;
  const { fileId, copy } = params;
  const reached = await transaction(files.db, scopeOf(who), (tx) => reach(tx, who, fileId, at), { readOnly: true });
  if (reached === null) return refuse({ code: "object.not_found" });
  const may = mayLook(who, reached);
  if (!may.ok) return may;
  const { file } = reached;
  const isSmall = copy === "small";
  if (isSmall && file.kind === "voice") return refuse({ code: "object.not_found" });
  const found = await unlessDamaged(() => streamOf(files, copyOf(fileId, copy), range));
  if (found === null) return refuse({ code: "file.damaged" });
  if (found === "no such range") return refuse({ code: "request.invalid" });
  try {
    await logLook(files, call, file);
  } catch (cause) {
    found.body.destroy();
    throw cause;
  }
  return ok({
    type: isSmall ? "image/jpeg" : (file.shownType ?? "application/octet-stream"),
    status: range === null ? 200 : 206,
    body: found.body,
    headers: {
      ...ALONE,
      "accept-ranges": "bytes",
      "content-disposition": "inline",
      "content-length": String(found.to - found.from + 1),
      ...(range === null ? {} : { "content-range": `bytes ${found.from}-${found.to}/${found.size}` }),
    },
  });
}

/** True if a sealed original is to its last byte what came. */
const isWhatCame = async (files: Files, { fileId, sha256 }: KnownFile): Promise<boolean> =>
  (await unlessDamaged(async () => {
    await using sealed = await files.sealed.open(originalOf(fileId));
    if (sealed === null) return null;
    const hash = createHash("sha256");
    for await (const part of sealed.read()) hash.update(part);
    return hash.digest().equals(sha256);
  })) === true;

type Original = typeof reports.original;

/** The bytes as they came, for evidence: held against their hash before the first of them is sent. */
export async function readOriginal(files: Files, { who, at, params, body }: Call<Original>): Promise<BytesReply> {
  const { fileId } = params;
  const reached = await transaction(files.db, scopeOf(who), (tx) => reach(tx, who, fileId, at), { readOnly: true });
  if (reached === null) return refuse({ code: "object.not_found" });
  const { file } = reached;
  if (!isWhole(file)) return refuse({ code: "file.not_ready" });
  const found = (await isWhatCame(files, file)) ? await streamOf(files, originalOf(fileId), null) : null;
  if (found === null || found === "no such range") return refuse({ code: "file.damaged" });
  const sha256 = file.sha256.toString("hex");
  try {
    await transaction(files.db, scopeOf(who), (tx) =>
      settle(
        tx,
        { who, at },
        {
          type: "report.original_read",
          about: reportSubject(file),
          purpose: body.purpose,
          detail: { fileId, sha256, reason: body.reason },
        },
      ),
    );
  } catch (cause) {
    found.body.destroy();
    throw cause;
  }
  // Its type is never said: no browser opens what a stranger sent.
  return ok({
    type: "application/octet-stream",
    body: found.body,
    headers: {
      ...ALONE,
      "content-disposition": `attachment; filename="${file.reference}-${file.nth}.bin"`,
      "content-length": String(found.size),
      "repr-digest": `sha-256=:${file.sha256.toString("base64")}:`,
    },
  });
}

type Release = typeof reports.release;

/** Somebody of the lines looked, and lets others see it. */
export async function releaseFile(deps: ReportsDeps, call: Call<Release>): Promise<Reply<Release>> {
  const { who, params } = call;
  const file = await transaction(deps.db, scopeOf(who), (tx) => fileById(tx, params.fileId), { readOnly: true });
  if (file === null || file.isOver) return refuse({ code: "object.not_found" });
  return actOnReport(
    deps,
    { ...call, params: { reportId: file.reportId } },
    {
      type: "report.file_released",
      detail: params,
      work: async (tx) => ok((await markReleased(tx, params.fileId, who.userId), null)),
    },
  );
}

type FilesOf = typeof reports.filesOf;

/** Lists the files of an intervention's reports. */
export const filesOf = ({ db }: Pick<Files, "db">, { who, params }: Call<FilesOf>): Promise<Reply<FilesOf>> =>
  transaction(
    db,
    scopeOf(who),
    async (tx) =>
      (await lookAtIntervention(tx, params.interventionId)) === null
        ? refuse({ code: "object.not_found" })
        : ok(await asRoom(tx, () => filesOfIntervention(tx, params.interventionId))),
    { readOnly: true },
  );
