/** A parameter of a URI or of a header: its name in lower case, its value as it was written, or null without one. */
export type Parameter = readonly [name: string, value: string | null];

/** A `sip:` or `sips:` URI (RFC 3261 §19.1). `user` holds user and password with their escapes, `headers` all after the `?`. */
export type SipUri = {
  readonly kind: "sip";
  readonly scheme: "sip" | "sips";
  readonly user: string | null;
  readonly host: string;
  readonly port: number | null;
  readonly parameters: readonly Parameter[];
  readonly headers: string | null;
};
/** Any other URI (`tel:`, `urn:`): nothing of it is read here. */
export type OtherUri = { readonly kind: "other"; readonly scheme: string; readonly rest: string };
export type Uri = SipUri | OtherUri;

/** The value of From, To, Contact, Route and their like. `display` is the name as it was written, quotes included; `uri` can be read. */
export type NameAddr = { readonly display: string; readonly uri: string; readonly parameters: readonly Parameter[] };

const TOKEN = /^[\w.!%*+`'~-]+$/;
/** Signs that stand in a URI: all that print but quotes and angle brackets. */
const URI_SIGNS = /^[!#-;=?-~]+$/;
const SCHEME = /^[a-z][a-z\d+.-]*$/;
const BROKEN_ESCAPE = /%(?![\dA-Fa-f]{2})/;
const USER = /^[\w.!~*'()&=+$,;?/%#-]+$/;
const PASSWORD = /^[\w.!~*'()&=+$,%-]*$/;
const NAME = /^[A-Za-z\d][\w.-]*$/;
const IPV6 = /^\[[\da-fA-F:.]+\]$/;
const PORT = /^\d{1,5}$/;
/** A value of a parameter: no separator, no quote, nothing that does not print. A quoted value is read apart. */
const VALUE = /^[!#-+\--:=?-~]*$/;
const QUOTED = /^"(?:[^"\\]|\\.)*"$/;
const DISPLAY = /^[^"<>,;]*$/;

export const isToken = (text: string): boolean => TOKEN.test(text);

/** Splits a text at a separator that stands outside of quotes and angle brackets; null where one of these is not closed. */
export function splitOutside(text: string, separator: "," | ";"): string[] | null {
  if (!text.includes('"') && !text.includes("<")) return text.split(separator);
  const parts: string[] = [];
  let [from, isQuoted, isInside] = [0, false, false];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (isQuoted) {
      if (sign === "\\") at++;
      else if (sign === '"') isQuoted = false;
    } else if (sign === '"' && !isInside) isQuoted = true;
    else if (sign === "<") isInside = true;
    else if (sign === ">") isInside = false;
    else if (sign === separator && !isInside) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return isQuoted || isInside ? null : [...parts, text.slice(from)];
}

function readParameter(text: string): Parameter | null {
  const at = text.indexOf("=");
  const name = (at < 0 ? text : text.slice(0, at)).trim();
  const value = at < 0 ? null : text.slice(at + 1).trim();
  if (!TOKEN.test(name)) return null;
  return value === null || VALUE.test(value) || QUOTED.test(value) ? [name.toLowerCase(), value] : null;
}

/** Reads `;name=value;name`, empty text included; null where it cannot be read. */
export function readParameters(text: string): Parameter[] | null {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  if (!trimmed.startsWith(";")) return null;
  const parameters: Parameter[] = [];
  for (const part of splitOutside(trimmed.slice(1), ";") ?? [""]) {
    const parameter = readParameter(part);
    if (parameter === null) return null;
    parameters.push(parameter);
  }
  return parameters;
}

export const writeParameters = (parameters: readonly Parameter[]): string =>
  parameters.map(([name, value]) => (value === null ? `;${name}` : `;${name}=${value}`)).join("");

/** The value of the first parameter of this name: null where it has none, undefined where there is no such parameter. */
export const parameterOf = (parameters: readonly Parameter[], name: string): string | null | undefined =>
  parameters.find(([each]) => each === name)?.[1];

function isUser(text: string): boolean {
  const colon = text.indexOf(":");
  const [user, password] = colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
  return USER.test(user) && PASSWORD.test(password);
}

/** Reads `host` or `host:port`; null where it is none. */
export function readHostPort(text: string): { readonly host: string; readonly port: number | null } | null {
  const colon = text.startsWith("[") ? text.indexOf(":", text.indexOf("]")) : text.indexOf(":");
  const [host, port] = colon < 0 ? [text, null] : [text.slice(0, colon), text.slice(colon + 1)];
  if (!NAME.test(host) && !IPV6.test(host)) return null;
  if (port === null) return { host, port };
  return PORT.test(port) && Number(port) <= 65_535 ? { host, port: Number(port) } : null;
}

export const writeHostPort = ({ host, port }: { readonly host: string; readonly port: number | null }): string =>
  port === null ? host : `${host}:${port}`;

/** Reads a URI; null for a text that is none. */
export function readUri(text: string): Uri | null {
  const colon = text.indexOf(":");
  if (colon < 1 || !URI_SIGNS.test(text) || BROKEN_ESCAPE.test(text)) return null;
  const scheme = text.slice(0, colon).toLowerCase();
  const rest = text.slice(colon + 1);
  if (scheme !== "sip" && scheme !== "sips") return SCHEME.test(scheme) && rest !== "" ? { kind: "other", scheme, rest } : null;
  const at = rest.indexOf("@");
  if (at !== rest.lastIndexOf("@") || (at >= 0 && !isUser(rest.slice(0, at)))) return null;
  const place = rest.slice(at + 1);
  const asks = place.indexOf("?");
  const before = asks < 0 ? place : place.slice(0, asks);
  const more = before.indexOf(";");
  const hostPort = readHostPort(more < 0 ? before : before.slice(0, more));
  const parameters = more < 0 ? [] : readParameters(before.slice(more));
  if (hostPort === null || parameters === null) return null;
  return {
    kind: "sip",
    scheme,
    user: at < 0 ? null : rest.slice(0, at),
    ...hostPort,
    parameters,
    headers: asks < 0 ? null : place.slice(asks + 1),
  };
}

export function writeUri(uri: Uri): string {
  if (uri.kind === "other") return `${uri.scheme}:${uri.rest}`;
  const user = uri.user === null ? "" : `${uri.user}@`;
  const headers = uri.headers === null ? "" : `?${uri.headers}`;
  return `${uri.scheme}:${user}${writeHostPort(uri)}${writeParameters(uri.parameters)}${headers}`;
}

/** The end of a quoted name at the beginning of a text: the index after its closing quote, or -1. */
function quoteEnd(text: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

function nameAddr(display: string, uri: string, rest: string): NameAddr | null {
  const parameters = readParameters(rest);
  return parameters === null || readUri(uri) === null ? null : { display, uri, parameters };
}

/** Reads `"Name" <uri>;parameters`, or `uri;parameters`, whose parameters are those of the header; null for a text that is neither. */
export function readNameAddr(value: string): NameAddr | null {
  const text = value.trim();
  const quoted = text.startsWith('"') ? quoteEnd(text) : 0;
  const opens = quoted < 0 ? -1 : text.indexOf("<", quoted);
  const semicolon = text.indexOf(";");
  if (opens < 0 || (quoted === 0 && semicolon >= 0 && semicolon < opens)) {
    const end = semicolon < 0 ? text.length : semicolon;
    return nameAddr("", text.slice(0, end).trim(), text.slice(end));
  }
  const closes = text.indexOf(">", opens);
  const between = text.slice(quoted, opens);
  const isName = quoted > 0 ? between.trim() === "" : DISPLAY.test(between);
  return closes < 0 || !isName ? null : nameAddr(text.slice(0, opens).trim(), text.slice(opens + 1, closes), text.slice(closes + 1));
}

export const writeNameAddr = ({ display, uri, parameters }: NameAddr): string =>
  `${display === "" ? "" : `${display} `}<${uri}>${writeParameters(parameters)}`;
