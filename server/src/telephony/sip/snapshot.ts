import { z } from "zod";
import {
  CoreDialog,
  Grammar,
  SessionDialog,
  SignalingState,
  type DialogState,
  type IncomingInviteRequest,
  type Session,
  type UserAgentCore,
} from "./message/core.ts";

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
});
export type DialogSnapshot = z.output<typeof dialogSnapshot>;

/** Requests that the last server may have sent after its last snapshot: the next number is certainly a new one (RFC 3261 §12.2.1.1). */
const SEQUENCE_GAP = 16;

/** Private fields of sip.js: a dialog's state cannot be set from outside. Version 0.21.2 is pinned, and tests cover this. */
type Inside = { dialogState: DialogState; _signalingState: SignalingState; ackWait: boolean };
const inside = (dialog: Session): Inside => dialog as unknown as Inside;

type Kept = Pick<DialogSnapshot, "sdp" | "timer" | "updates">;

export const makeSnapshot = (session: Session, kept: Kept): DialogSnapshot => snapshotOf(inside(session).dialogState, kept);

/** The dialog that answering a request will make. The core gives the tag of the answer to the request before it is answered. */
export function expectedDialog(request: IncomingInviteRequest, kept: Kept): DialogSnapshot {
  const { toTag } = request as unknown as { toTag: string };
  return snapshotOf(CoreDialog.initialDialogStateForUserAgentServer(request.message, toTag), kept);
}

/** Stands for an address that cannot be written: the dialog is kept, and nothing that is sent there arrives. */
const NOWHERE = "sip:nobody@nowhere.invalid";

/** True for an address that can be written and read again: the core takes some in escapes that it cannot write, or not read as it wrote them. */
export function canBeKept(uri: { toString: () => string }): boolean {
  try {
    return Grammar.URIParse(uri.toString()) !== undefined;
  } catch {
    return false;
  }
}

const written = (uri: DialogState["localURI"]): string => (canBeKept(uri) ? uri.toString() : NOWHERE);

/** True where all addresses of a request that a dialog would keep can be kept. */
export function addressesStand({ from, to, contact }: { from: string; to: string; contact: string | undefined }): boolean {
  return [from, to, contact].every((text) => {
    if (text === undefined) return true;
    const uri = Grammar.nameAddrHeaderParse(text)?.uri;
    return uri === undefined || canBeKept(uri);
  });
}

function snapshotOf(state: DialogState, kept: Kept): DialogSnapshot {
  return {
    callId: state.callId,
    localTag: state.localTag,
    remoteTag: state.remoteTag,
    localSeq: state.localSequenceNumber ?? 0,
    remoteSeq: state.remoteSequenceNumber ?? 0,
    localUri: written(state.localURI),
    remoteUri: written(state.remoteURI),
    remoteTarget: written(state.remoteTarget),
    routes: [...state.routeSet],
    ...kept,
  };
}

function uriOf(text: string) {
  const uri = Grammar.URIParse(text);
  if (uri === undefined) throw new Error("a dialog was kept with a URI that is none");
  return uri;
}

/**
 * A dialog that still waits for the ACK to our answer. `cseq` is the number of the INVITE, which the ACK repeats. `offered` if our answer was the
 * offer, so that their description comes in the ACK.
 */
export type Awaited = { readonly offered: boolean; readonly cseq: number };

/** A confirmed dialog as it stood in the snapshot. No transaction made it: a request that is never sent stands in for one. */
export function restoreDialog(core: UserAgentCore, kept: DialogSnapshot, awaited: Awaited | null = null): Session {
  const state: DialogState = {
    id: kept.callId + kept.localTag + kept.remoteTag,
    early: false,
    callId: kept.callId,
    localTag: kept.localTag,
    remoteTag: kept.remoteTag,
    localSequenceNumber: kept.localSeq + SEQUENCE_GAP,
    remoteSequenceNumber: kept.remoteSeq === 0 ? undefined : kept.remoteSeq,
    localURI: uriOf(kept.localUri),
    remoteURI: uriOf(kept.remoteUri),
    remoteTarget: uriOf(kept.remoteTarget),
    routeSet: kept.routes,
    secure: false,
  };
  const request = core.makeOutgoingRequestMessage("INFO", state.remoteTarget, state.localURI, state.remoteURI, {}, []);
  // Their ACK says the number of their INVITE, whatever they have sent since.
  if (awaited !== null) request.cseq = awaited.cseq;
  const neverSent = { request } as unknown as ConstructorParameters<typeof SessionDialog>[0];
  const dialog = new SessionDialog(neverSent, core, state);
  inside(dialog)._signalingState = awaited?.offered === true ? SignalingState.HaveLocalOffer : SignalingState.Stable;
  inside(dialog).ackWait = awaited !== null;
  return dialog;
}

/** Accepts the number of a request that the core does not know (UPDATE), and where its sender is now; false where it came out of order. */
export function acceptRequest(session: Session, message: Parameters<SessionDialog["receiveRequest"]>[0], contact: string | null): boolean {
  const { dialogState } = inside(session);
  if (dialogState.remoteSequenceNumber !== undefined && message.cseq <= dialogState.remoteSequenceNumber) return false;
  CoreDialog.prototype.receiveRequest.call(session as unknown as CoreDialog, message);
  const target = contact === null ? undefined : Grammar.nameAddrHeaderParse(contact)?.uri;
  if (target !== undefined) dialogState.remoteTarget = target;
  return true;
}

/** A request within the dialog that the core has no method for; `cseq` where it takes the number of another (ACK). */
export const makeRequest = (session: Session, method: string, extraHeaders: string[], cseq?: number) =>
  (session as unknown as SessionDialog).createOutgoingRequestMessage(method, { extraHeaders, ...(cseq === undefined ? {} : { cseq }) });

/** True until the other side has acknowledged our answer: no BYE may go before (RFC 3261 §15). */
export const awaitsAck = (session: Session): boolean => inside(session).ackWait;

/** Waits for no ACK any more. */
export const giveUpAck = (session: Session): void => void (inside(session).ackWait = false);

/** True while another offer is on its way in either direction: a second may not begin (RFC 3261 §14.1). */
export const negotiates = (session: Session): boolean => {
  const { reinviteUserAgentClient, reinviteUserAgentServer } = session as unknown as SessionDialog;
  return reinviteUserAgentClient !== undefined || reinviteUserAgentServer !== undefined;
};
