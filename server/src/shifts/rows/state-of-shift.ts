import type { Shift, Signature } from "@amaliyat/domain/shifts";
import type { ShiftRecord } from "./shifts-tables.ts";

function signature(at: Date | null, by: string | null): Signature {
  if (at === null || by === null) throw new Error("a signature is missing that the table requires");
  return { at: at.getTime(), by };
}

/** The domain's state of a row. */
export function stateOfShift(row: ShiftRecord): Shift {
  const facts = {
    shiftId: row.shift_id,
    sectorId: row.sector_id,
    version: row.version,
    name: row.name,
    from: row.from_at.getTime(),
    to: row.to_at.getTime(),
    chief: row.chief,
  };
  if (row.kind === "planned") return { ...facts, kind: "planned" };
  if (row.kind === "cancelled")
    return { ...facts, kind: "cancelled", cancelled: signature(row.cancelled_at, row.cancelled_by), reason: row.reason ?? "" };
  const started = signature(row.started_at, row.started_by);
  const begun = { ...facts, started, coversFrom: row.covers_from?.getTime() ?? started.at, startedFor: row.started_for };
  if (row.kind === "running") return { ...begun, kind: "running" };
  const signed = {
    ...begun,
    outgoing: signature(row.outgoing_at, row.outgoing_by),
    hash: row.hash ?? "",
    inPlaceOf: row.in_place_of,
  };
  if (row.kind === "handing_over") return { ...signed, kind: "handing_over" };
  return { ...signed, kind: "handed_over", incoming: signature(row.incoming_at, row.incoming_by), relievedFor: row.relieved_for };
}

const stamp = (given: Signature | null) => ({ at: given === null ? null : new Date(given.at), by: given?.by ?? null });

/** The columns of a state, all of them, so that a signature that was taken back is null again. */
export function columnsOfShift(state: Shift): Omit<ShiftRecord, "shift_id" | "sector_id"> {
  const started = stamp("started" in state ? state.started : null);
  const outgoing = stamp("outgoing" in state ? state.outgoing : null);
  const incoming = stamp("incoming" in state ? state.incoming : null);
  const cancelled = stamp(state.kind === "cancelled" ? state.cancelled : null);
  return {
    version: state.version,
    kind: state.kind,
    name: state.name,
    from_at: new Date(state.from),
    to_at: new Date(state.to),
    chief: state.chief,
    started_at: started.at,
    started_by: started.by,
    covers_from: "coversFrom" in state ? new Date(state.coversFrom) : null,
    started_for: "startedFor" in state ? state.startedFor : null,
    outgoing_at: outgoing.at,
    outgoing_by: outgoing.by,
    hash: "hash" in state ? state.hash : null,
    in_place_of: "inPlaceOf" in state ? state.inPlaceOf : null,
    incoming_at: incoming.at,
    incoming_by: incoming.by,
    relieved_for: state.kind === "handed_over" ? state.relievedFor : null,
    cancelled_at: cancelled.at,
    cancelled_by: cancelled.by,
    reason: state.kind === "cancelled" ? state.reason : null,
  };
}
