import { fieldOf, readUri, type ReceivedRequest } from "@amaliyat/domain/sip";

/** The end of a call that came: the operator, whatever its machine, or the address of a caller beside it. */
export function callerEnd(invite: ReceivedRequest): string {
  const source = fieldOf(invite, "x-source");
  if (fieldOf(invite, "x-trusted") === "yes") return "trusted";
  return source === undefined ? "" : `host ${source}`;
}

/** The end of a call of ours: a console by its extension, or a number behind the trunk, whose machine may change. */
export function calledEnd(to: string, realm: string): string {
  const uri = readUri(to);
  return uri?.kind === "sip" && uri.host === realm ? `console ${uri.user ?? ""}` : "trunk";
}

/**
 * True if a request within a dialog comes from its other side. The edge says in X-End from which console or address it came; an edge of an
 * older set-up does not.
 */
export function isEnd(end: string, request: ReceivedRequest): boolean {
  const said = fieldOf(request, "x-end");
  if (said === undefined || end === "") return true;
  return end === "trunk" ? !said.startsWith("console ") : said === end;
}
