import type { CallerId } from "../../exchange.ts";
import { userIn } from "./uris.ts";

/** Names that networks put where a caller is not to be known (3GPP TS 24.607, RFC 3323 §4.1.1.3). */
const NOBODY = new Set(["anonymous", "unknown", "unavailable", "restricted", "private", "withheld"]);

/** The number of one `From` or `P-Asserted-Identity` value: the user of a sip:, sips: or tel: URI; null where it is no number. */
function numberOf(value: string): string | null {
  const number = userIn(/<([^<>]*)>/.exec(value)?.[1] ?? value.split(";")[0] ?? "");
  return number !== null && /^\+?\d{2,15}$/.test(number) ? number : null;
}

const isNobody = (value: string): boolean => {
  const user = /(?:sips?|tel):([^@;?>]*)/i.exec(value)?.[1]?.toLowerCase() ?? "";
  return NOBODY.has(user) || /@anonymous\.invalid\b/i.test(value);
};

/**
 * Number of the caller: the network's assertion (P-Asserted-Identity, RFC 3325) before the telephone's own claim (From). It is withheld if
 * the caller asked for it (Privacy: id, user or header; RFC 3323) or if the network names nobody. A withheld number is still reported if
 * the network asserts it, for the lines that may see it.
 */
export function callerId(from: string, asserted: readonly string[], privacy: string): CallerId {
  const asked = privacy.split(/[;,]/).some((each) => ["id", "user", "header"].includes(each.trim().toLowerCase()));
  const values = asserted.flatMap((each) => each.split(/,(?=\s*(?:"|<|sip|tel))/i));
  const number = values.map(numberOf).find((each) => each !== null) ?? null;
  if (asked) return { number, withheld: true };
  if (number !== null) return { number, withheld: false };
  return isNobody(from) ? { number: null, withheld: true } : { number: numberOf(from), withheld: false };
}
