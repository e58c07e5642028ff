import {
  dialogId,
  dialogOfResponse,
  fieldOf,
  nextNumber,
  readUri,
  requestIn,
  type DialogState,
  type Header,
  type ReceivedResponse,
} from "@amaliyat/domain/sip";
import { makeToken } from "../token.ts";
import { ALLOW } from "./core/core.ts";
import { SipDialog, type Dialog, type DialogKit } from "./dialog.ts";
import { calledEnd } from "./ends.ts";
import { allows, bodyOf, headersOf, sdpBody } from "./message/headers.ts";
import { readAnswer } from "./description/sdp.ts";
import { agreedTimer, readTimer } from "./message/session-timer.ts";

/** A call from us to another party. */
export type Invitation = {
  /** `sip:101@realm`. */
  readonly to: string;
  /** Caller identity that they see. */
  readonly from: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sdp: string;
  readonly ringing: () => void;
  /**
   * `sdp` is their description as `narrow` wrote it. `acknowledge` is called once the dialog is kept, or is ended: a party that nobody has
   * acknowledged answers again, and is ended by the next server if this one dies.
   */
  readonly answered: (dialog: Dialog, sdp: string, acknowledge: () => void) => void;
  /**
   * Refused, or given up: the SIP status. Told once, and not after `answered`. `isCutOff` where neither side gave up: the edge has cancelled it,
   * because the room did not answer for some seconds.
   */
  readonly failed: (status: number, isCutOff: boolean) => void;
};

export type Outgoing = { readonly cancel: () => void };

type InviteKit = {
  readonly kit: DialogKit;
  readonly realm: string;
  /** Beginning of the Call-ID of each call of ours. */
  readonly run: string;
  /** The way to the edge, as a value of Route. */
  readonly route: string;
};

/** Values of ours come from outside too (a caller's number, a line's name): no line end may begin a header of its own. */
const headerLine = ([name, value]: readonly [string, string]): Header => [name.toLowerCase(), value.replaceAll(/[\r\n\0]+/g, " ")];

const isSip = (text: string): boolean => readUri(text)?.kind === "sip";

/** Request Terminated. */
const CANCELLED = 487;
/** Our INVITE is the first request of its call. */
const FIRST = 1;

const nothing = (): void => undefined;

/** One of the parties that our INVITE has reached: its dialog before and after its answer, and our ACK once it went. */
type Reached = { state: DialogState; progress: number; isAnswered: boolean; ack: string | null };

/** Rings a party. Several may answer where several are rung at once: the first is taken, each other is ended. */
export function inviteFrom(invitation: Invitation, { kit, realm, run, route }: InviteKit): Outgoing {
  const { core } = kit;
  const from = isSip(invitation.from) ? invitation.from : `sip:anonymous@${realm}`;
  let state: "ringing" | "cancelled" | "over" = "ringing";
  const fail = (status: number): void => {
    if (state === "over") return;
    const isCutOff = state === "ringing" && status === CANCELLED;
    state = "over";
    invitation.failed(status, isCutOff);
  };
  if (!isSip(invitation.to)) {
    queueMicrotask(() => fail(404));
    return { cancel: nothing };
  }
  const call: DialogState = {
    callId: run + makeToken(),
    localTag: makeToken(),
    remoteTag: "",
    localSeq: FIRST,
    remoteSeq: 0,
    localUri: from,
    remoteUri: invitation.to,
    remoteTarget: invitation.to,
    routes: [route],
  };
  const all = new Map<string, Reached>();
  const reachedBy = (answer: ReceivedResponse): Reached | null => {
    const made = dialogOfResponse(answer);
    if (made === null) return null;
    const reached = all.get(dialogId(made)) ?? { state: made, progress: 0, isAnswered: false, ack: null };
    all.set(dialogId(made), reached);
    // The way is that of the final answer (RFC 3261 §13.2.2.4); numbers go on.
    reached.state = { ...made, localSeq: reached.state.localSeq };
    return reached;
  };
  const say = (reached: Reached, method: string, headers: readonly Header[] = []): void => {
    reached.state = nextNumber(reached.state);
    core.request(requestIn(reached.state, method, reached.state.localSeq, { headers }), { answered: nothing, failed: nothing });
  };

  function progressed(answer: ReceivedResponse): void {
    const number = Number(fieldOf(answer, "rseq"));
    if (fieldOf(answer, "require")?.includes("100rel") === true && number > 0) {
      const reached = reachedBy(answer);
      // One that comes again, or out of order, is not acknowledged (RFC 3262 §4).
      if (reached === null || (reached.progress !== 0 && number !== reached.progress + 1)) return;
      reached.progress = number;
      say(reached, "PRACK", [["rack", `${number} ${answer.cseq} INVITE`]]);
    }
    if (state === "ringing") invitation.ringing();
  }

  function answered(answer: ReceivedResponse): void {
    const reached = reachedBy(answer);
    if (reached === null) return kit.log.warn("sip: a 2xx without a tag or an address is left");
    if (reached.isAnswered) return reached.ack === null ? undefined : core.send(reached.ack);
    reached.isAnswered = true;
    const acknowledge = (): void => void (reached.ack ??= core.acknowledge(requestIn(reached.state, "ACK", FIRST)));
    const sdp = readAnswer(invitation.sdp, bodyOf(answer).sdp ?? "");
    if (state !== "ringing" || sdp === null) {
      acknowledge();
      say(reached, "BYE");
      return fail(sdp === null ? 488 : CANCELLED);
    }
    state = "over";
    const kept = {
      sdp: invitation.sdp,
      timer: agreedTimer(readTimer(headersOf(answer))),
      updates: allows(answer, "UPDATE"),
      end: calledEnd(invitation.to, realm),
    };
    invitation.answered(new SipDialog(reached.state, kit, kept), sdp, acknowledge);
  }

  const headers = [kit.contact, ALLOW, ...Object.entries(invitation.headers).map(headerLine)];
  const sent = core.request(requestIn(call, "INVITE", FIRST, { headers, body: sdpBody(invitation.sdp) }), {
    answered: (answer) => {
      const { status } = answer;
      if (status >= 300) return fail(status < 400 ? 302 : status);
      if (status >= 200) return answered(answer);
      if (status > 100) progressed(answer);
    },
    failed: fail,
  });
  return {
    cancel: () => {
      if (state !== "ringing") return;
      state = "cancelled";
      sent.cancel();
    },
  };
}
