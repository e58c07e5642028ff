import type { ReportCommandKind, ReportState } from "./state.ts";

/**
 * State after each command, by state; `none` is before it was sent. Commands missing here are refused. The citizen answers and withdraws,
 * and an answer reopens a closed report; all other commands are the room's.
 */
export const REPORT_TRANSITIONS = {
  none: { send: "waiting" },
  waiting: { take: "taken", ask: "waiting", tell: "waiting", answer: "waiting", join: "joined", close: "closed", withdraw: "withdrawn" },
  taken: {
    take: "taken",
    give_back: "waiting",
    ask: "taken",
    tell: "taken",
    answer: "taken",
    join: "joined",
    close: "closed",
    withdraw: "withdrawn",
  },
  joined: { ask: "joined", tell: "joined", answer: "joined", part: "waiting", withdraw: "withdrawn" },
  closed: { tell: "closed", answer: "waiting", reopen: "waiting", withdraw: "withdrawn" },
  withdrawn: {},
} as const satisfies Record<"none" | ReportState, Partial<Record<"send" | ReportCommandKind, ReportState>>>;

const table: Record<ReportState, Partial<Record<ReportCommandKind, ReportState>>> = REPORT_TRANSITIONS;

/** The state after a command, or null where the command makes no sense. */
export const reportAfter = (from: ReportState, command: ReportCommandKind): ReportState | null => table[from][command] ?? null;
