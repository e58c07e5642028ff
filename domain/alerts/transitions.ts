import type { PublicAlertStanding } from "./state.ts";

export const PUBLIC_ALERT_COMMANDS = ["change", "publish", "renew", "end"] as const;
export type PublicAlertCommandKind = (typeof PUBLIC_ALERT_COMMANDS)[number];

/**
 * From which standing which command leads to which; `none` is before it is written, `begin` and `expire` are the clock and no commands: one
 * without a beginning of its own begins as it is published. What is not here is refused: what was published never changes, another text is
 * another alert, and what expired is written anew.
 */
export const PUBLIC_ALERT_TRANSITIONS = {
  none: { write: "draft" },
  draft: { change: "draft", publish: "coming", end: "ended" },
  coming: { begin: "in_force", renew: "coming", end: "ended" },
  in_force: { renew: "in_force", end: "ended", expire: "expired" },
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
