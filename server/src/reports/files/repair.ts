import type { ErrorCode } from "@amaliyat/contract/errors";
import { refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Stats } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Files } from "./files.ts";
import { fileById, isWhole, keepDropped, keepGone } from "./files-store.ts";
import { filesToDrop } from "./files-queries.ts";
import { knownFiles } from "./known-files.ts";
import { Intake } from "./take-in.ts";

/** A file that has not come whole a day after it was begun is given up, however often something is added; its sender begins it again. */
const PART_KEPT_MS = 86_400_000;
const BATCH = 200;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Parts are looked at in groups, as they would have been kept in groups. */
const AT_ONCE = 50;

type Part = { readonly fileId: string; readonly size: number; readonly begunAt: number };

/** When a file was made; a file system that does not know says 1970, and then its last change counts. */
const begunAt = ({ birthtimeMs, mtimeMs }: Stats): number => (birthtimeMs > 0 ? Math.min(birthtimeMs, mtimeMs) : mtimeMs);

/** Parts that lie in the folder, with their size and when they were begun. */
async function partsOf({ incoming }: Files): Promise<Part[]> {
  const names = (await readdir(incoming)).filter((name) => ID.test(name));
  const found = await Promise.all(
    names.map(async (fileId) => {
      const told = await stat(join(incoming, fileId)).catch(() => null);
      return told === null ? null : { fileId, size: told.size, begunAt: begunAt(told) };
    }),
  );
  return found.filter((part) => part !== null);
}

const knownOne = (files: Files, fileId: string) => transaction(files.db, SYSTEM, (tx) => fileById(tx, fileId), { readOnly: true });

/** A part of a file that nobody announced. */
async function dropPart({ incoming }: Files, fileId: string): Promise<Result<null, Refusal<ErrorCode>>> {
  await rm(join(incoming, fileId), { force: true });
  return refuse({ code: "file.not_announced" });
}

/** After a start: what came whole before the end of the last run is taken in, and what nobody waits for is deleted. */
export async function repairFiles(files: Files): Promise<void> {
  const known = knownFiles(files);
  const intake = new Intake(files);
  const look = async ({ fileId, size }: Part): Promise<void> => {
    const file = await known.byId(fileId);
    if (file !== null && !file.isOver && !isWhole(file) && size < file.bytes) return;
    const taken = file === null ? await dropPart(files, fileId) : await intake.take(file);
    files.log.info({ fileId, outcome: taken.ok ? "taken in" : taken.error.code }, "a part of before the start was looked after");
  };
  const parts = await partsOf(files);
  for (let nth = 0; nth < parts.length; nth += AT_ONCE) await Promise.all(parts.slice(nth, nth + AT_ONCE).map(look));
}

/** Deletes what came of a file that has not come whole: it is waited for again. */
export async function giveUpPart(files: Files, fileId: string): Promise<void> {
  await transaction(files.db, SYSTEM, (tx) => keepDropped(tx, fileId));
  await rm(join(files.incoming, fileId), { force: true });
}

/** Deletes parts that were given up by whoever sent them. */
export async function sweepParts(files: Files, at: number): Promise<void> {
  for (const { fileId, size, begunAt: begun } of await partsOf(files)) {
    if (begun > at - PART_KEPT_MS) continue;
    const file = await knownOne(files, fileId);
    // What came whole is taken in at the next start, or when its sender asks.
    if (file !== null && !file.isOver && !isWhole(file) && size >= file.bytes) continue;
    await giveUpPart(files, fileId);
  }
}

/** Deletes every byte of reports that were taken back or forgotten. */
export async function sweepGone(files: Files, at: number): Promise<void> {
  const over = await transaction(files.db, SYSTEM, (tx) => filesToDrop(tx, BATCH), { readOnly: true });
  if (over.length === 0) return;
  for (const fileId of over) {
    await rm(join(files.incoming, fileId), { force: true });
    await files.sealed.drop(fileId);
  }
  await transaction(files.db, SYSTEM, (tx) => keepGone(tx, over, new Date(at)));
}
