import type { BoloStanding } from "./state.ts";

export const BOLO_COMMANDS = ["change", "publish", "renew", "cancel"] as const;
export type BoloCommandKind = (typeof BOLO_COMMANDS)[number];

/**
 * Standing after each command, by standing. `none` is before it is written; `expire` is the clock and no command. Commands missing here are
 * refused.
 */
export const BOLO_TRANSITIONS = {
  none: { write: "draft" },
  draft: { change: "draft", publish: "in_force", cancel: "cancelled" },
  in_force: { renew: "in_force", cancel: "cancelled", expire: "expired" },
  expired: { renew: "in_force" },
  cancelled: {},
} as const satisfies Record<"none" | BoloStanding, Partial<Record<"write" | "expire" | BoloCommandKind, BoloStanding>>>;

const table: Record<BoloStanding, Partial<Record<BoloCommandKind, BoloStanding>>> = BOLO_TRANSITIONS;

/** The standing after a command, or null where the command makes no sense. */
export const boloAfter = (from: BoloStanding, command: BoloCommandKind): BoloStanding | null => table[from][command] ?? null;
