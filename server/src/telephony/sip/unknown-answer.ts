import { randomBytes } from "node:crypto";
import type { IncomingResponseMessage, Session, UserAgentCore } from "./message/core.ts";
import { makeRequest, restoreDialog } from "./snapshot.ts";

/** True for an answer to an INVITE that this endpoint did not send: an endpoint before it, which is gone, has rung there. */
export function isUnknownAnswer(core: UserAgentCore, message: IncomingResponseMessage): boolean {
  const { statusCode = 0, method, viaBranch } = message;
  return method === "INVITE" && statusCode >= 200 && statusCode < 300 && !core.userAgentClients.has(viaBranch + method);
}

/**
 * Acknowledges such an answer, and hangs up unless its dialog was taken back: each 2xx makes a dialog that only a BYE ends
 * (RFC 3261 §13.2.2.4).
 */
export function settleUnknown(core: UserAgentCore, message: IncomingResponseMessage, send: (text: string) => void): void {
  const { callId, fromTag, toTag, cseq, from, to } = message;
  const contact = message.parseHeader("contact") as { readonly uri?: { toString: () => string } } | undefined;
  const target = contact?.uri?.toString();
  if (target === undefined || toTag === "") return;
  const known = core.dialogs.get(callId + fromTag + toTag) as Session | undefined;
  const dialog =
    known ??
    restoreDialog(core, {
      callId,
      localTag: fromTag,
      remoteTag: toTag,
      localSeq: cseq,
      remoteSeq: 0,
      localUri: from.uri.toString(),
      remoteUri: to.uri.toString(),
      remoteTarget: target,
      routes: message.getHeaders("record-route").toReversed(),
      sdp: "",
      timer: null,
      updates: false,
    });
  const ack = makeRequest(dialog, "ACK", [], cseq);
  ack.setViaHeader(`z9hG4bK${randomBytes(8).toString("hex")}`, "TCP");
  send(ack.toString());
  if (known === undefined) dialog.bye();
}
