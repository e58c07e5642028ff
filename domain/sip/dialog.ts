import { parameterOf, readNameAddr, readUri } from "./address.ts";
import type { Header, SipRequest } from "./message.ts";
import { contactOf, recordRoutesOf, writeCSeq, type ReceivedRequest, type ReceivedResponse } from "./received.ts";
import { bodyLines, type Body } from "./response.ts";

/** A dialog (RFC 3261 §12): enough to speak in it. A sequence number of 0 is none yet; `routes` are values of Route in their order. */
export type DialogState = {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly localSeq: number;
  readonly remoteSeq: number;
  readonly localUri: string;
  readonly remoteUri: string;
  readonly remoteTarget: string;
  readonly routes: readonly string[];
};

/** Names a dialog: no part of it has a space. */
export const dialogId = ({ callId, localTag, remoteTag }: Pick<DialogState, "callId" | "localTag" | "remoteTag">): string =>
  `${callId} ${localTag} ${remoteTag}`;

/** The dialog to which a request belongs by its tags, seen from our side. */
export const dialogOfRequest = ({ callId, toTag, fromTag }: ReceivedRequest): string =>
  dialogId({ callId, localTag: toTag ?? "", remoteTag: fromTag });

/** The dialog that our 2xx with this tag makes of an INVITE (RFC 3261 §12.1.1); null where its addresses cannot be read. */
export function dialogOfInvite(invite: ReceivedRequest, localTag: string): DialogState | null {
  const [remoteTarget, routes] = [contactOf(invite), recordRoutesOf(invite)];
  if (remoteTarget === null || routes === null) return null;
  return {
    callId: invite.callId,
    localTag,
    remoteTag: invite.fromTag,
    localSeq: 0,
    remoteSeq: invite.cseq,
    localUri: invite.to.uri,
    remoteUri: invite.from.uri,
    remoteTarget,
    routes,
  };
}

/** The dialog that a response to our INVITE makes (RFC 3261 §12.1.2); null for one without a tag or an address that can be read. */
export function dialogOfResponse(response: ReceivedResponse): DialogState | null {
  const { callId, fromTag, toTag, cseq, from, to } = response;
  const [remoteTarget, routes] = [contactOf(response), recordRoutesOf(response)];
  if (toTag === null || remoteTarget === null || routes === null) return null;
  return {
    callId,
    localTag: fromTag,
    remoteTag: toTag,
    localSeq: cseq,
    remoteSeq: 0,
    localUri: from.uri,
    remoteUri: to.uri,
    remoteTarget,
    routes: routes.toReversed(),
  };
}

/** True where all addresses of a stored dialog can be read. */
export const canSpeak = ({ localUri, remoteUri, remoteTarget, routes }: DialogState): boolean =>
  [localUri, remoteUri, remoteTarget].every((uri) => readUri(uri) !== null) && routes.every((route) => readNameAddr(route) !== null);

/** The dialog after a request of theirs with this number; null for a request out of order (RFC 3261 §12.2.2). */
export const receiveNumber = (dialog: DialogState, number: number): DialogState | null =>
  dialog.remoteSeq !== 0 && number <= dialog.remoteSeq ? null : { ...dialog, remoteSeq: number };

/** The dialog with the address in which its other side is now, where the message names one (target refresh). */
export const retarget = (dialog: DialogState, message: ReceivedRequest | ReceivedResponse): DialogState => ({
  ...dialog,
  remoteTarget: contactOf(message) ?? dialog.remoteTarget,
});

/** The dialog with the number of our next request. */
export const nextNumber = (dialog: DialogState): DialogState => ({ ...dialog, localSeq: dialog.localSeq + 1 });

/** The address and the Route of a request: a first router that is not loose (RFC 2543) is itself the address (RFC 3261 §12.2.1.1). */
function way({ remoteTarget, routes }: DialogState): { readonly uri: string; readonly routes: readonly string[] } {
  const first = readNameAddr(routes[0] ?? "")?.uri ?? "";
  const uri = readUri(first);
  const isLoose = uri === null || uri.kind !== "sip" || parameterOf(uri.parameters, "lr") !== undefined;
  return isLoose ? { uri: remoteTarget, routes } : { uri: first, routes: [...routes.slice(1), `<${remoteTarget}>`] };
}

export type Parts = { readonly headers?: readonly Header[]; readonly body?: Body | null };

/** A request within a dialog, without its Via. `number` is the last of ours, or that of the INVITE which an ACK is about. */
export function requestIn(dialog: DialogState, method: string, number: number, { headers = [], body = null }: Parts = {}): SipRequest {
  const { uri, routes } = way(dialog);
  const to = dialog.remoteTag === "" ? "" : `;tag=${dialog.remoteTag}`;
  return {
    kind: "request",
    method,
    uri,
    headers: [
      ...routes.map((route): Header => ["route", route]),
      ["max-forwards", "70"],
      ["from", `<${dialog.localUri}>;tag=${dialog.localTag}`],
      ["to", `<${dialog.remoteUri}>${to}`],
      ["call-id", dialog.callId],
      ["cseq", writeCSeq({ number, method })],
      ...headers,
      ...bodyLines(body),
    ],
    body: body?.content ?? "",
  };
}
