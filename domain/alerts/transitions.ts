import type { PublicAlertStanding } from "./state.ts";

export const PUBLIC_ALERT_COMMANDS = ["change", "publish", "correct", "publish_correction", "drop_correction", "renew", "end"] as const;
export type PublicAlertCommandKind = (typeof PUBLIC_ALERT_COMMANDS)[number];

/**
 * Standing after each command, by standing. `none` is before it is written. `begin` and `expire` are the clock and no commands: an alert
 * without a beginning of its own begins at its publication. Commands missing here are refused. A published alert changes only by a
 * correction, which takes two persons; an expired one is written anew.
 */
export const PUBLIC_ALERT_TRANSITIONS = {
  none: { write: "draft" },
  draft: { change: "draft", publish: "coming", end: "ended" },
  coming: {
    begin: "in_force",
    correct: "coming",
    publish_correction: "coming",
    drop_correction: "coming",
    renew: "coming",
    end: "ended",
  },
  in_force: {
    correct: "in_force",
    publish_correction: "in_force",
    drop_correction: "in_force",
    renew: "in_force",
    end: "ended",
    expire: "expired",
  },
  expired: {},
  ended: {},
} as const satisfies Record<
  "none" | PublicAlertStanding,
  Partial<Record<"write" | "begin" | "expire" | PublicAlertCommandKind, PublicAlertStanding>>
>;

const table: Record<PublicAlertStanding, Partial<Record<PublicAlertCommandKind, PublicAlertStanding>>> = PUBLIC_ALERT_TRANSITIONS;

/** The standing after a command, or null where the command makes no sense. */
export const publicAlertAfter = (from: PublicAlertStanding, command: PublicAlertCommandKind): PublicAlertStanding | null =>
  table[from][command] ?? null;
