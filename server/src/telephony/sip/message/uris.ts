/** Writing that has a meaning for the eye alone in a number (RFC 3966 §5.1.1), and spaces, which some trunks send. */
const SEPARATORS = /[-.() ]/g;
const NUMBER = /^\+?[\d*#]{1,20}$/;
const NAME = /^[\w.+*#-]{1,40}$/;
/** From this length on a number without a prefix is one of its country, and no short number of the place. */
const SUBSCRIBER = 8;

/** Emergency services and their kinds: police, ambulance, fire and others (RFC 5031 §4.2). */
const SOS = /^urn:service:sos(?:\.[a-z\d-]{1,32}){0,8}$/i;

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** A number with its country where the URI says which: `661234567;phone-context=+213` (RFC 3966 §5.1.5). */
function inContext(number: string, parameters: readonly string[]): string {
  const context = parameters.find((each) => /^phone-context=\+\d{1,7}$/i.test(each))?.slice("phone-context=".length);
  return context !== undefined && /^[1-9]\d*$/.test(number) && number.length >= SUBSCRIBER ? `${context}${number}` : number;
}

/**
 * The number or name that a sip:, sips: or tel: URI (RFC 3261 §19.1, RFC 3966) names, without separators; null where it names none or
 * cannot be read. `sip:17%40room@10.0.0.1` is what some gateways make of an address: its first part is meant.
 */
export function userIn(uri: string): string | null {
  const [, scheme = "", rest = ""] = /^(sips?|tel):(.{1,400})$/i.exec(uri.trim()) ?? [];
  if (scheme === "") return null;
  const isTel = scheme.toLowerCase() === "tel";
  const at = rest.lastIndexOf("@");
  if (!isTel && at < 1) return null;
  const [first = "", ...parameters] = (isTel ? rest : rest.slice(0, at)).split(";");
  const user = unescaped(first.split(":")[0] ?? "")?.split("@")[0];
  if (user === undefined) return null;
  const number = user.replaceAll(SEPARATORS, "");
  if (NUMBER.test(number)) return inContext(number, parameters);
  return !isTel && NAME.test(user) ? user : null;
}

/** Finds the dialled number: by the request's URI, else by `To`; null where neither can be read. `sos` is what an emergency service stands for. */
export function dialledIn(uri: string, to: string, sos: string): string | null {
  const named = /<([^<>]*)>/.exec(to)?.[1] ?? to.split(";")[0] ?? "";
  for (const each of [uri, named]) {
    if (SOS.test(each.trim())) return sos;
    const user = userIn(each);
    if (user !== null) return user;
  }
  return null;
}

const WRAPPED = /sip:([\da-f]{2,800})@(tel|urn)\.invalid/g;

/**
 * Unwraps URIs in what servers before this one have stored: their SIP stack knew `sip:` alone, and they wrapped `tel:` and `urn:` for it.
 * Text that a stranger wrapped himself stays as it is, unless it is a URI: no line end may come out of it.
 */
export const unwrapUris = (message: string): string =>
  message.replaceAll(WRAPPED, (all, hex: string, scheme: string) => {
    const uri = Buffer.from(hex, "hex").toString("latin1");
    return /^[!#-;=?-~]{1,400}$/.test(uri) ? `${scheme}:${uri}` : all;
  });
