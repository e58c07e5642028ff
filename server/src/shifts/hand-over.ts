import { handOverLog, type HandOver, type HandOverLog, type Shift as ShownShift, type shifts } from "@amaliyat/contract/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { inOrder } from "@amaliyat/domain/shifts";
import { createHash } from "node:crypto";
import { callsOfSpan } from "../calls/index.ts";
import { scopeOf } from "../identity/index.ts";
import { asRoom, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import {
  cameraLines,
  interventionLines,
  noteLines,
  openMatters,
  openWorkOf,
  refusalLines,
  unitLines,
  type Span,
} from "./rows/hand-over-queries.ts";
import { currentLimits } from "./rows/limits-store.ts";
import { loggedHash, paperOf } from "./rows/shifts-store.ts";
import { sectorsBelow, shiftById } from "./rows/shifts-queries.ts";
import { standingOf } from "./rows/standing-queries.ts";

/** SHA-256 of a stored log, in hexadecimal. */
export const hashOf = (content: string): string => createHash("sha256").update(content, "utf8").digest("hex");

/** Reads the log of a span as it stands now from what happened; nothing of it is stored twice until it is signed. */
export async function readLog(tx: Tx, shiftId: string, sectorId: string, from: number, to: number): Promise<HandOverLog> {
  const span: Span = { from: new Date(from), to: new Date(to), sectors: await sectorsBelow(tx, sectorId) };
  const { values } = await currentLimits(tx);
  const lines = [
    ...(await interventionLines(tx, span)),
    ...(await refusalLines(tx, span)),
    ...(await unitLines(tx, span)),
    ...(await cameraLines(tx, span, values.camera_lost)),
    ...(await noteLines(tx, span)),
  ];
  return {
    shiftId,
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    lines: inOrder(lines),
    openWork: await openWorkOf(tx, span),
    matters: await openMatters(tx, span),
    // As the room sees them: who reads the log need not be on the lines.
    calls: await asRoom(tx, () => callsOfSpan(tx, span)),
    standing: await asRoom(tx, () => standingOf(tx, sectorId, span)),
  };
}

async function sealOf(tx: Tx, shift: ShownShift, content: string): Promise<HandOver["seal"]> {
  const hash = hashOf(content);
  const logged = await loggedHash(tx, shift.shiftId);
  if (hash !== shift.hash) return "changed";
  if (logged === null) return "unproven";
  return logged === hash ? "kept" : "changed";
}

/** A shift with the log that was signed, if it was, else with its log as it writes itself. */
export async function shownHandOver(tx: Tx, shift: ShownShift, at: number): Promise<HandOver | null> {
  const content = shift.hash === null ? null : await paperOf(tx, shift.shiftId);
  if (content !== null) return { shift, log: handOverLog.parse(JSON.parse(content)), seal: await sealOf(tx, shift, content) };
  if (shift.coversFrom === null) return null;
  const log = await readLog(tx, shift.shiftId, shift.sectorId, Date.parse(shift.coversFrom), at);
  return { shift, log, seal: shift.hash === null ? "open" : "changed" };
}

/** The hand-over log of a shift in one of the caller's sectors. */
export async function handOver(db: Db, { who, at, params }: Call<typeof shifts.handOver>): Promise<Reply<typeof shifts.handOver>> {
  return transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const shift = await shiftById(tx, params.shiftId);
      if (shift === null || !who.covers.includes(shift.sectorId)) return refuse({ code: "object.not_found" });
      const shown = await shownHandOver(tx, shift, at);
      return shown === null ? refuse({ code: "shift.wrong_state", params: { state: shift.kind } }) : ok(shown);
    },
    { readOnly: true },
  );
}
