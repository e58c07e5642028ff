import type { ErrorCode } from "@amaliyat/contract/errors";
import { createHash, type Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { z } from "zod";
import { settle } from "../../audit/index.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { namelessWith, type Copies, type OneAuthors, type Undecoded } from "../../platform/decoder/index.ts";
import { defineJob, enqueue, type Job, type JobContext } from "../../platform/jobs/index.ts";
import { tell } from "../../platform/live/index.ts";
import { unlessDamaged, type SealedFile } from "../../platform/sealed/index.ts";
import { reportSubject } from "../rows/subjects.ts";
import { tellingsOfReport } from "../tell-report.ts";
import { copyOf, originalOf, type Files } from "./files.ts";
import { fileById, forgetCauses, markShown, markUnshown, lockFile, type KnownFile } from "./files-store.ts";
import { reportsToPrepare } from "./files-queries.ts";

/** Error code of each cause, and whether it is final. A cause that is not final passes with the machine: then the file is tried again. */
const CAUSES: Readonly<Record<Undecoded | "damaged", { readonly code: ErrorCode; readonly isFinal: boolean }>> = {
  wrong_type: { code: "file.wrong_type", isFinal: true },
  too_many_pixels: { code: "file.too_many_pixels", isFinal: true },
  too_long: { code: "file.too_long", isFinal: true },
  broken: { code: "file.broken", isFinal: true },
  took_too_much: { code: "file.took_too_much", isFinal: true },
  damaged: { code: "file.damaged", isFinal: true },
  no_sandbox: { code: "file.no_sandbox", isFinal: false },
  no_decoder: { code: "file.no_decoder", isFinal: false },
};

async function* hashed(file: SealedFile, hash: Hash): AsyncGenerator<Buffer> {
  for await (const part of file.read()) {
    hash.update(part);
    yield part;
  }
}

/** The original in a file without a name; null where it is gone or no longer what came. */
const originalFile = (files: Files, { fileId, sha256 }: KnownFile): Promise<FileHandle | null> =>
  unlessDamaged(async () => {
    await using sealed = await files.sealed.open(originalOf(fileId));
    if (sealed === null) return null;
    const hash = createHash("sha256");
    const file = await namelessWith(files.work, hashed(sealed, hash));
    if (hash.digest().equals(sha256)) return file;
    await file.close();
    return null;
  });

/** Seals the copies, then says that they are there. */
async function writeCopies(files: Files, { fileId, reportId }: KnownFile, { whole, small, ...told }: Copies): Promise<void> {
  const { sha256: wholeSha256 } = await files.sealed.write(copyOf(fileId, "whole"), whole);
  const smallSha256 = small === null ? null : (await files.sealed.write(copyOf(fileId, "small"), small)).sha256;
  const isKept = await transaction(files.db, SYSTEM, async (tx) => {
    const now = await lockFile(tx, fileId);
    if (now === null || now.isOver) return false;
    const at = files.clock();
    await markShown(tx, fileId, { ...told, wholeSha256, smallSha256 });
    await tell(tx, at, await tellingsOfReport(tx, at, reportId));
    return true;
  });
  if (!isKept) await files.sealed.drop(fileId);
}

/** Writes why there are no copies. The file stays as it came. */
const writeCause = (
  files: Files,
  { fileId, reportId, reference }: KnownFile,
  cause: Undecoded | "damaged",
  found: string | null,
): Promise<void> =>
  transaction(files.db, SYSTEM, async (tx) => {
    const now = await lockFile(tx, fileId);
    if (now === null || now.isOver) return;
    const at = files.clock();
    const { code, isFinal } = CAUSES[cause];
    await markUnshown(tx, fileId, { found, code, isFinal });
    if (isFinal)
      await settle(
        tx,
        { who: null, at },
        { type: "report.file_refused", about: reportSubject({ reportId, reference }), detail: { fileId, code, found } },
        await tellingsOfReport(tx, at, reportId),
      );
  });

/** Makes the copies of one file. */
async function prepare(files: Files, opened: OneAuthors, fileId: string, signal: AbortSignal): Promise<void> {
  const file = await transaction(files.db, SYSTEM, (tx) => fileById(tx, fileId), { readOnly: true });
  if (file === null || file.isOver || file.state !== "arrived") return;
  await using original = await originalFile(files, file);
  if (original === null) return writeCause(files, file, "damaged", null);
  const decoded = await opened.decode(file.kind, original, signal);
  if (decoded.kind === "none") return writeCause(files, file, decoded.cause, decoded.found);
  await using _whole = decoded.copies.whole;
  await using _small = decoded.copies.small;
  await writeCopies(files, file, decoded.copies);
}

/** Reports are asked for so few at a time: what comes as danger meanwhile waits for no more than these. */
const ASKED_AT_ONCE = 4;
/** Then others of the room's jobs have their turn. */
const LASTS_MS = 30_000;

/**
 * Makes the copies of all that waits, danger first, then whoever came first; each report by a process of its own, one file at a time. A file
 * that breaks this program is put off and holds nobody up. Returns whether something is left.
 */
async function drain(files: Files, { signal, log }: Pick<JobContext, "signal" | "log">): Promise<boolean> {
  const until = performance.now() + LASTS_MS;
  const putOff: string[] = [];
  const failures: unknown[] = [];
  for (;;) {
    const waiting = await transaction(files.db, SYSTEM, (tx) => reportsToPrepare(tx, putOff, ASKED_AT_ONCE), { readOnly: true });
    if (waiting.length === 0) break;
    await using stack = new AsyncDisposableStack();
    const open = (nth: number): OneAuthors | undefined => {
      const next = waiting[nth];
      return next && stack.use(files.decoder.forOneAuthor(next.map(({ kind }) => kind)));
    };
    // To lock a process in takes longer than a picture: that of the next report begins beside the one before.
    let next = open(0);
    for (const [nth, its] of waiting.entries()) {
      if (next === undefined) break;
      await using opened = next;
      next = open(nth + 1);
      for (const { fileId } of its) {
        signal.throwIfAborted();
        await prepare(files, opened, fileId, signal).catch((cause: unknown) => {
          signal.throwIfAborted();
          log.error({ err: cause, fileId }, "reports: preparation of a file failed, retrying");
          putOff.push(fileId);
          failures.push(cause);
        });
      }
    }
    if (performance.now() > until) return true;
  }
  if (failures.length > 0) throw failures[0];
  return false;
}

/** One job makes copies of whatever waits: a file is waited for by its row, and a thousand of them need no thousand jobs. */
export const PREPARED_IN_TURN = { queue: "reports.prepare_files", key: "reports.prepare_files" } as const;

/** Makes the copies that people may see. */
export const prepareJob = (files: Files): Job<Record<string, never>> =>
  defineJob("reports.prepare_files", z.object({}).strict(), { maxAttempts: 5 }, async (_, context) => {
    if (await drain(files, context)) await transaction(files.db, SYSTEM, (tx) => enqueue(tx, prepareJob(files), {}, PREPARED_IN_TURN));
  });

/** Has every file that waits for its copies looked at: those that the machine could not open, and those of jobs that were lost. */
export const prepareWaiting = (files: Files): Promise<void> =>
  transaction(files.db, SYSTEM, async (tx) => {
    await forgetCauses(tx);
    await enqueue(tx, prepareJob(files), {}, PREPARED_IN_TURN);
  });
