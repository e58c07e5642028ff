import type { ErrorCode } from "@amaliyat/contract/errors";
import { createHash, type Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { z } from "zod";
import { append } from "../../audit/index.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { bytesOf, namelessWith, type Copies, type Undecoded } from "../../platform/decoder/index.ts";
import { defineJob, enqueue, type Job } from "../../platform/jobs/index.ts";
import { tell } from "../../platform/live/index.ts";
import { unlessDamaged, type SealedFile } from "../../platform/sealed/index.ts";
import { tellingsOfReport } from "../tell-report.ts";
import { copyOf, originalOf, type Files } from "./files.ts";
import { fileById, keepShown, keepUnshown, lockFile, type KnownFile } from "./files-store.ts";
import { filesToPrepare } from "./files-queries.ts";

/** One file is opened at a time: what is recorded and what is seen live come first. */
export const PREPARED_IN_TURN = { queue: "reports.prepare_file" } as const;

/** What is told of each cause, and whether it is for good or passes with the machine: then the file is tried again. */
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

const hashOf = async (file: FileHandle): Promise<Buffer> =>
  createHash("sha256")
    .update(await bytesOf(file))
    .digest();

/** Seals the copies, then says that they are there. */
async function keepCopies(files: Files, { fileId, reportId }: KnownFile, { whole, small, ...told }: Copies): Promise<void> {
  await files.sealed.keep(copyOf(fileId, "whole"), whole);
  if (small !== null) await files.sealed.keep(copyOf(fileId, "small"), small);
  const hashes = { wholeSha256: await hashOf(whole), smallSha256: small === null ? null : await hashOf(small) };
  const isKept = await transaction(files.db, SYSTEM, async (tx) => {
    const now = await lockFile(tx, fileId);
    if (now === null || now.isOver) return false;
    const at = files.clock();
    await keepShown(tx, fileId, { ...told, ...hashes });
    await tell(tx, at, await tellingsOfReport(tx, at, reportId));
    return true;
  });
  if (!isKept) await files.sealed.drop(fileId);
}

/** Keeps why there are no copies. The file stays as it came. */
const keepCause = (
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
    await keepUnshown(tx, fileId, { found, code, isFinal });
    if (isFinal)
      await append(tx, {
        at,
        type: "report.file_refused",
        subject: { kind: "report", id: reportId },
        workItem: reference,
        detail: { fileId, code, found },
      });
    await tell(tx, at, await tellingsOfReport(tx, at, reportId));
  });

async function prepare(files: Files, fileId: string, signal: AbortSignal): Promise<void> {
  const file = await transaction(files.db, SYSTEM, (tx) => fileById(tx, fileId), { readOnly: true });
  if (file === null || file.isOver || file.state !== "arrived") return;
  await using original = await originalFile(files, file);
  if (original === null) return keepCause(files, file, "damaged", null);
  const decoded = await files.decoder.decode(file.kind, original, signal);
  if (decoded.kind === "none") return keepCause(files, file, decoded.cause, decoded.found);
  await using _whole = decoded.copies.whole;
  await using _small = decoded.copies.small;
  await keepCopies(files, file, decoded.copies);
}

/** Makes the copies of one file that people may see. */
export const prepareJob = (files: Files): Job<{ fileId: string }> =>
  defineJob("reports.prepare_file", z.object({ fileId: z.uuid() }), { maxAttempts: 5 }, ({ fileId }, { signal }) =>
    prepare(files, fileId, signal),
  );

/** Puts every file that waits for its copies in the queue: those of a machine that could not open them, and those of jobs that were lost. */
export const prepareWaiting = ({ db, ...files }: Files): Promise<void> =>
  transaction(db, SYSTEM, async (tx) => {
    const job = prepareJob({ db, ...files });
    for (const fileId of await filesToPrepare(tx))
      await enqueue(tx, job, { fileId }, { ...PREPARED_IN_TURN, key: `reports.prepare_file ${fileId}` });
  });
