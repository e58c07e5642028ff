import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { createHash } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { append } from "../../audit/index.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { enqueue } from "../../platform/jobs/index.ts";
import { tell } from "../../platform/live/index.ts";
import { addReportEvent } from "../reports-store.ts";
import { CITIZEN } from "../send-report.ts";
import { tellingsOfReport } from "../tell-report.ts";
import { originalOf, type Files } from "./files.ts";
import { fileById, isWhole, keepDropped, keepWhole, lockFile, type KnownFile } from "./files-store.ts";
import { PREPARED_IN_TURN, prepareJob } from "./prepare-file.ts";

type Refused = Refusal<ErrorCode>;

/** SHA-256 of an open file, from its first byte to its last. */
async function hashOf(file: FileHandle): Promise<Buffer> {
  const hash = createHash("sha256");
  for await (const part of file.createReadStream({ start: 0, autoClose: false })) hash.update(part as Buffer);
  return hash.digest();
}

/** Keeps that a file came whole: what happens next to it is in the same transaction. False where its report was taken back meanwhile. */
const keepArrival = (files: Files, { fileId }: KnownFile): Promise<boolean> =>
  transaction(files.db, SYSTEM, async (tx) => {
    const file = await lockFile(tx, fileId);
    if (file === null || file.isOver) return false;
    if (isWhole(file)) return true;
    const { reportId, kind, bytes, reference } = file;
    const at = files.clock();
    const sha256 = file.sha256.toString("hex");
    await keepWhole(tx, fileId, new Date(at));
    await addReportEvent(tx, reportId, { at, by: null, kind: "report.file_arrived", data: { fileId, kind } });
    await append(tx, {
      at,
      type: "report.file_arrived",
      actor: CITIZEN,
      subject: { kind: "report", id: reportId },
      workItem: reference,
      detail: { fileId, kind, bytes, sha256 },
    });
    await enqueue(tx, prepareJob(files), { fileId }, { ...PREPARED_IN_TURN, key: `reports.prepare_file ${fileId}` });
    await tell(tx, at, await tellingsOfReport(tx, at, reportId));
    return true;
  });

/**
 * Takes in a file whose bytes are all there. Its hash is computed over what lies on the disk; what is not what was announced is dropped and
 * waited for again. What is right is sealed, then known to be there, then its part is deleted: a crash between any two is carried on from
 * the part, which is the last to go.
 */
async function take(files: Files, fileId: string): Promise<Result<null, Refused>> {
  const part = join(files.incoming, fileId);
  const drop = () => rm(part, { force: true });
  const known = await transaction(files.db, SYSTEM, (tx) => fileById(tx, fileId), { readOnly: true });
  if (known === null || known.isOver) {
    await drop();
    return refuse({ code: "file.not_announced" });
  }
  if (isWhole(known)) {
    await drop();
    return ok(null);
  }
  await using file = await open(part, "r");
  const hash = await hashOf(file);
  if (!hash.equals(known.sha256)) {
    files.log.warn({ fileId, report: known.reference }, "a file came that is not what was announced");
    await drop();
    await transaction(files.db, SYSTEM, (tx) => keepDropped(tx, fileId));
    return refuse({ code: "file.not_what_was_announced" });
  }
  await files.sealed.keep(originalOf(fileId), file);
  const isKept = await keepArrival(files, known);
  if (!isKept) await files.sealed.drop(fileId);
  await drop();
  return isKept ? ok(null) : refuse({ code: "file.not_announced" });
}

/** So many files are taken in side by side: whoever sends a file can wait for the answer, whoever sends a report should not. */
const AT_ONCE = 2;

/** Takes files in, each once at a time however often it is asked for, and few side by side. */
export class Intake {
  readonly #files: Files;
  readonly #running = new Map<string, Promise<Result<null, Refused>>>();
  readonly #waiting: (() => void)[] = [];
  #free = AT_ONCE;

  constructor(files: Files) {
    this.#files = files;
  }

  take(fileId: string): Promise<Result<null, Refused>> {
    const running = this.#running.get(fileId) ?? this.#inTurn(fileId).finally(() => this.#running.delete(fileId));
    this.#running.set(fileId, running);
    return running;
  }

  async #inTurn(fileId: string): Promise<Result<null, Refused>> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await take(this.#files, fileId);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
