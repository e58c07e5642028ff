import type { Act, Intervention } from "@amaliyat/domain/interventions";
import { chosenOfColumns, columnsOfChosen } from "./chosen-queries.ts";
import type { InterventionRecord } from "./interventions-tables.ts";

const act = (at: Date | null, by: string | null): Act => {
  if (at === null) throw new Error("a stamp is missing that the table requires");
  return { at: at.getTime(), by: by ?? "" };
};

/** End of a closed intervention: only imported history may lack the time. */
function endOf({ reference, closed_at, closed_by, disposition, import_id }: InterventionRecord) {
  if (closed_at === null && import_id !== null) return { closed: "time_unknown" as const, disposition };
  if (disposition === null) throw new Error(`${reference} is closed and has no disposition`);
  return { closed: act(closed_at, closed_by), disposition };
}

/** The domain's state of a row. */
export function stateOfRow(row: InterventionRecord): Intervention {
  const point = row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon };
  const facts = {
    interventionId: row.intervention_id,
    reference: row.reference,
    version: row.version,
    opened: act(row.opened_at, row.opened_by),
    origin: row.origin,
    channel: row.channel,
    cameraId: row.camera_id,
    sectorId: row.sector_id,
    place: point === null && row.place_text === null ? null : { point, text: row.place_text },
    ...chosenOfColumns(row),
    priorityByHand: row.priority_by_hand,
    joinedPriority: row.joined_priority,
    needsReview: row.needs_review,
  };
  switch (row.kind) {
    case "open":
      return { ...facts, kind: "open" };
    case "closed":
      return { ...facts, kind: "closed", outcome: row.outcome ?? "", ...endOf(row) };
    case "cancelled":
      return { ...facts, kind: "cancelled", cancelled: act(row.cancelled_at, row.cancelled_by), reason: row.reason ?? "" };
    case "merged":
      if (row.merged_into === null) throw new Error(`${row.reference} is merged into nothing`);
      return { ...facts, kind: "merged", merged: act(row.merged_at, row.merged_by), into: row.merged_into };
  }
}

const stamp = (given: Act | null) => ({
  at: given === null ? null : new Date(given.at),
  by: given === null || given.by === "" ? null : given.by,
});

/** The columns of a state, all of them, so that what a state does not have is null again after a reopening. */
export function columnsOfState(state: Intervention) {
  const closed = stamp(state.kind === "closed" && state.closed !== "time_unknown" ? state.closed : null);
  const cancelled = stamp(state.kind === "cancelled" ? state.cancelled : null);
  const merged = stamp(state.kind === "merged" ? state.merged : null);
  return {
    version: state.version,
    kind: state.kind,
    sector_id: state.sectorId,
    lat: state.place?.point?.lat ?? null,
    lon: state.place?.point?.lon ?? null,
    place_text: state.place?.text ?? null,
    ...columnsOfChosen(state),
    priority_by_hand: state.priorityByHand,
    joined_priority: state.joinedPriority,
    needs_review: state.needsReview,
    closed_at: closed.at,
    closed_by: closed.by,
    disposition: state.kind === "closed" ? state.disposition : null,
    outcome: state.kind === "closed" ? state.outcome : null,
    cancelled_at: cancelled.at,
    cancelled_by: cancelled.by,
    reason: state.kind === "cancelled" ? state.reason : null,
    merged_at: merged.at,
    merged_by: merged.by,
    merged_into: state.kind === "merged" ? state.into : null,
  };
}
