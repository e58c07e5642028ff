import { ALLOW, constructOutgoingResponse, type IncomingInviteRequest, type UserAgentCore } from "./message/core.ts";

type Body = { readonly contentDisposition: string; readonly contentType: string; readonly content: string };

/**
 * Our 200 to an INVITE as the core will send it. It is stored with its call: if this server dies before the caller has acknowledged it, the
 * next one sends it. A caller without the answer gets it, and one that had it acknowledges again (RFC 3261 §13.3.1.4).
 */
export function writtenAnswer(
  { configuration }: UserAgentCore,
  request: IncomingInviteRequest,
  extraHeaders: readonly string[],
  body: Body,
): string {
  const { message, toTag } = request as IncomingInviteRequest & { readonly toTag: string };
  const routes = message.getHeaders("record-route").map((route) => `Record-Route: ${route}`);
  return constructOutgoingResponse(message, {
    statusCode: 200,
    toTag,
    supported: configuration.supportedOptionTagsResponse,
    userAgent: configuration.userAgentHeaderFieldValue ?? "",
    extraHeaders: [...extraHeaders, ...routes, ALLOW, `Contact: ${configuration.contact.toString()}`],
    body,
  }).message;
}

/** An answer by the way by which its INVITE came again. */
export function answerBy(vias: readonly string[], answer: string): string {
  const end = answer.indexOf("\r\n\r\n");
  const [status = "", ...lines] = answer.slice(0, end).split("\r\n");
  return [status, ...vias.map((via) => `Via: ${via}`), ...lines.filter((line) => !/^via:/i.test(line))].join("\r\n") + answer.slice(end);
}

/**
 * Forgets the transaction of an INVITE without an answer: the call's own dialog answers it. As long as the core has it, each later INVITE of
 * the call is refused as a loop.
 */
export function dropTransaction(core: UserAgentCore, request: IncomingInviteRequest): void {
  const held = request as IncomingInviteRequest & { readonly transaction: { readonly id: string }; readonly dispose: () => void };
  held.dispose();
  core.userAgentServers.delete(held.transaction.id);
}
