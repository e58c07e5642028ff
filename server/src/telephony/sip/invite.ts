import { ALLOW, type OutgoingInviteRequest, type Session, type URI } from "./message/core.ts";
import { SipDialog, type Dialog, type DialogKit } from "./dialog.ts";
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
  readonly remember: (dialog: SipDialog) => SipDialog;
  readonly uriOf: (text: string) => URI | undefined;
};

/** Values of ours come from outside too (a caller's number, a line's name): no line end may begin a header of its own. */
const headerLine = ([name, value]: readonly [string, string]): string => `${name}: ${value.replaceAll(/[\r\n\0]+/g, " ")}`;

/** Request Terminated. */
const CANCELLED = 487;

const end = (session: Session): void => void session.bye();

/** Rings a party. Several may answer where several are rung at once: the first is taken, each other is ended. */
export function inviteFrom(invitation: Invitation, { kit, realm, remember, uriOf }: InviteKit): Outgoing {
  const to = uriOf(invitation.to);
  const from = uriOf(invitation.from) ?? uriOf(`sip:anonymous@${realm}`);
  let state: "ringing" | "cancelled" | "over" = "ringing";
  const fail = (status: number): void => {
    if (state === "over") return;
    const isCutOff = state === "ringing" && status === CANCELLED;
    state = "over";
    invitation.failed(status, isCutOff);
  };
  if (to === undefined || from === undefined) {
    queueMicrotask(() => fail(404));
    return { cancel: () => undefined };
  }
  const extraHeaders = [`Contact: ${kit.contact}`, ALLOW, ...Object.entries(invitation.headers).map(headerLine)];
  const message = kit.core.makeOutgoingRequestMessage("INVITE", to, from, to, {}, extraHeaders, sdpBody(invitation.sdp));
  const request: OutgoingInviteRequest = kit.core.invite(message, {
    onProgress: (response) => {
      const progress = response.message;
      if (progress.getHeader("require")?.includes("100rel") === true)
        response.prack({ extraHeaders: [`RAck: ${progress.getHeader("rseq") ?? 1} ${progress.cseq} INVITE`] });
      if (state === "ringing") invitation.ringing();
    },
    onAccept: (response) => {
      const { message: answer, session } = response;
      const sdp = readAnswer(invitation.sdp, bodyOf(answer).sdp ?? "");
      if (state === "over" || state === "cancelled" || sdp === null) {
        response.ack();
        end(session);
        return fail(sdp === null ? 488 : CANCELLED);
      }
      state = "over";
      const kept = { sdp: invitation.sdp, timer: agreedTimer(readTimer(headersOf(answer))), updates: allows(answer, "UPDATE") };
      const acknowledge = (): void => {
        try {
          response.ack();
        } catch (error) {
          kit.log.debug({ err: error }, "sip: ACK not sent, dialog is over");
        }
      };
      return invitation.answered(remember(new SipDialog(session, kit, kept, false)), sdp, acknowledge);
    },
    onRedirect: () => fail(302),
    onReject: ({ message: answer }) => fail(answer.statusCode ?? 500),
  });
  return {
    cancel: () => {
      if (state !== "ringing") return;
      state = "cancelled";
      request.cancel();
    },
  };
}
