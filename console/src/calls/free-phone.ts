import { createPersonStore } from "../store/index.ts";

/** A caller whom this desk may take by a key before the caller's turn. */
export type CallToTake = { readonly callId: string; readonly busy: boolean; readonly take: () => void };

/** True while the telephone of this desk is connected and has no call. Written by the bar of calls, read by the line of alarms. */
export const freePhone = createPersonStore(false);
/** True while somebody talks at the telephone of this desk. Written and read by the same. */
export const phoneTalks = createPersonStore(false);
/** True while the person at this desk has no telephone open in any window. Written and read by the same. */
export const phoneOff = createPersonStore(true);
/** The caller whom the bar offers to take; null for none. */
export const callToTake = createPersonStore<CallToTake | null>(null);
