import { canSpeak, type DialogState } from "@amaliyat/domain/sip";
import { z } from "zod";
import { unwrapUris } from "./message/uris.ts";

/** A dialog as plain JSON: enough to speak in it again after a restart (RFC 3261 §12, RFC 4028). */
export const dialogSnapshot = z.object({
  callId: z.string(),
  localTag: z.string(),
  remoteTag: z.string(),
  localSeq: z.number(),
  remoteSeq: z.number(),
  localUri: z.string(),
  remoteUri: z.string(),
  remoteTarget: z.string(),
  routes: z.array(z.string()),
  /** Our session description as it was last said. */
  sdp: z.string(),
  timer: z.object({ seconds: z.number(), refresher: z.enum(["us", "them"]) }).nullable(),
  /** They answer UPDATE, so that a refresh needs no new description. */
  updates: z.boolean(),
  /** Name of the other side, as `isEnd` reads it; empty in the records of an older server. */
  end: z.string().default(""),
});
export type DialogSnapshot = z.output<typeof dialogSnapshot>;
/** All of a snapshot that is not the dialog itself. */
export type Kept = Pick<DialogSnapshot, "sdp" | "timer" | "updates" | "end">;

/** Requests that the last server may have sent after its last snapshot: the next number is certainly a new one (RFC 3261 §12.2.1.1). */
const SEQUENCE_GAP = 16;

export const snapshotOf = (state: DialogState, kept: Kept): DialogSnapshot => ({ ...state, routes: [...state.routes], ...kept });

/** The dialog after requests that a server before this one may have sent. */
export const afterGap = (state: DialogState): DialogState => ({ ...state, localSeq: state.localSeq + SEQUENCE_GAP });

/** The dialog of a snapshot. Throws for one with an address that is none. */
export function restoredState({ sdp: _sdp, timer: _timer, updates: _updates, end: _end, ...state }: DialogSnapshot): DialogState {
  const [localUri, remoteUri, remoteTarget] = [state.localUri, state.remoteUri, state.remoteTarget].map(unwrapUris);
  const restored = afterGap({ ...state, localUri: localUri ?? "", remoteUri: remoteUri ?? "", remoteTarget: remoteTarget ?? "" });
  if (!canSpeak(restored)) throw new Error("a dialog was kept with a URI that is none");
  return restored;
}
