import type { InterventionCommand, OpenCommand } from "./commands.ts";
import type { InterventionKind } from "../state.ts";

type From = "none" | InterventionKind;
export type InterventionCommandKind = OpenCommand["kind"] | InterventionCommand["kind"];

/**
 * State after each command, by state; `none` is before opening. Commands missing here are refused.
 * `decideIntervention` reads this table, and so does the state picture of the documentation.
 */
export const INTERVENTION_TRANSITIONS = {
  none: { open: "open" },
  open: {
    classify: "open",
    prioritise: "open",
    mark: "open",
    place: "open",
    note: "open",
    attach_clip: "open",
    note_person: "open",
    withdraw_person: "open",
    relate: "open",
    unrelate: "open",
    close: "closed",
    cancel: "cancelled",
    merge: "merged",
    crew_reports: "open",
  },
  closed: {
    classify: "closed",
    mark: "closed",
    note: "closed",
    attach_clip: "closed",
    note_person: "closed",
    withdraw_person: "closed",
    relate: "closed",
    unrelate: "closed",
    reopen: "open",
    crew_reports: "closed",
  },
  cancelled: { reopen: "open", note: "cancelled", note_person: "cancelled", crew_reports: "cancelled" },
  merged: { split: "open" },
} as const satisfies Record<From, Partial<Record<InterventionCommandKind, InterventionKind>>>;

const table: Record<From, Partial<Record<InterventionCommandKind, InterventionKind>>> = INTERVENTION_TRANSITIONS;

/** The state after a command, or null where the command makes no sense. */
export const interventionAfter = (from: From, command: InterventionCommandKind): InterventionKind | null => table[from][command] ?? null;
