import type { ErrorCode } from "@amaliyat/contract/errors";
import { refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { PART_KEPT_HOURS } from "@amaliyat/domain/reports";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Files } from "./files.ts";
import { fileById, isWhole, markDropped, markGone } from "./files-store.ts";
import { filesToDrop } from "./files-queries.ts";
import { knownFiles } from "./known-files.ts";
import type { Part } from "./parts.ts";
import { Intake } from "./intake.ts";

/** A file that has not come whole so long after it was begun is given up, however often something is added; its sender begins it again. */
const PART_KEPT_MS = PART_KEPT_HOURS * 3_600_000;
const BATCH = 200;

/** Parts are looked at in groups, as they would have been kept in groups. */
const AT_ONCE = 50;

const knownOne = (files: Files, fileId: string) => transaction(files.db, SYSTEM, (tx) => fileById(tx, fileId), { readOnly: true });

/** A part of a file that nobody announced. */
async function dropPart({ parts }: Files, fileId: string): Promise<Result<null, Refusal<ErrorCode>>> {
  await parts.drop(fileId);
  return refuse({ code: "file.not_announced" });
}

/** After a start: what came whole before the end of the last run is taken in, and what nobody waits for is deleted. */
export async function repairFiles(files: Files): Promise<void> {
  const known = knownFiles(files);
  const intake = new Intake(files);
  const look = async ({ fileId, size }: Part): Promise<void> => {
    const file = await known.byId(fileId);
    if (file !== null && !file.isOver && !isWhole(file) && size < file.bytes) return;
    const taken = file === null ? await dropPart(files, fileId) : await intake.accept(file);
    files.log.info({ fileId, outcome: taken.ok ? "taken in" : taken.error.code }, "reports: leftover part handled");
  };
  await files.parts.sealOld();
  const parts = await files.parts.list();
  for (let nth = 0; nth < parts.length; nth += AT_ONCE) await Promise.all(parts.slice(nth, nth + AT_ONCE).map(look));
}

/** Deletes what came of a file that has not come whole: it is waited for again. */
export async function giveUpPart(files: Files, fileId: string): Promise<void> {
  await transaction(files.db, SYSTEM, (tx) => markDropped(tx, fileId));
  await files.parts.drop(fileId);
}

/** Deletes parts that were given up by whoever sent them. */
export async function sweepParts(files: Files, at: number): Promise<void> {
  for (const { fileId, size, begunAt } of await files.parts.list()) {
    if (begunAt > at - PART_KEPT_MS) continue;
    const file = await knownOne(files, fileId);
    // A complete part is taken in at the next start, or when its sender asks.
    if (file !== null && !file.isOver && !isWhole(file) && size >= file.bytes) continue;
    if (file !== null && !isWhole(file)) await giveUpPart(files, fileId);
    else await files.parts.drop(fileId);
  }
}

/** Deletes every byte of reports that were taken back or forgotten. */
export async function sweepGone(files: Files, at: number): Promise<void> {
  const over = await transaction(files.db, SYSTEM, (tx) => filesToDrop(tx, BATCH), { readOnly: true });
  if (over.length === 0) return;
  for (const fileId of over) {
    await files.parts.drop(fileId);
    await files.sealed.drop(fileId);
  }
  await transaction(files.db, SYSTEM, (tx) => markGone(tx, over, new Date(at)));
}
