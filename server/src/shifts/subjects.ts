import type { Subject } from "../audit/index.ts";

/** A shift in the log. */
export const shiftSubject = ({ shiftId, sectorId }: { readonly shiftId: string; readonly sectorId: string }): Subject => ({
  kind: "shift",
  id: shiftId,
  sectorId,
  workItem: null,
});

/** A note of the hand-over log. */
export const noteSubject = ({ noteId, sectorId }: { readonly noteId: string; readonly sectorId: string }): Subject => ({
  kind: "shift_note",
  id: noteId,
  sectorId,
  workItem: null,
});

/** A line of the roster. */
export const rosterSubject = ({ lineId, sectorId }: { readonly lineId: string; readonly sectorId: string }): Subject => ({
  kind: "roster",
  id: lineId,
  sectorId,
  workItem: null,
});
