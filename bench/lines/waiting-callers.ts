import type { CallersAsked } from "./callers.ts";

export type WaitingAsked = Pick<CallersAsked, "sip" | "trunk" | "takers">;

/** The result of one phase; moments in epoch ms. */
export type PhaseTold = {
  readonly kind: "phase";
  /** From the INVITE of each who called to the first sound, ms; null where none came. */
  readonly words: readonly (number | null)[];
  /** Consoles that rang for callers who had waited. */
  readonly rings: readonly { readonly legId: string; readonly rangAt: number }[];
};
