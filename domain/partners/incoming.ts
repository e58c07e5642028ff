import { cutTo, ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import type { EidoStatus } from "./eido.ts";

export const EIDO_REFUSALS = ["eido.dangling_reference", "eido.stamp_in_future", "eido.own_agency"] as const;
export type EidoRefusal = Refusal<(typeof EIDO_REFUSALS)[number]>;

/** Largest lead of a partner's clock over the room's. A stamp beyond it would outlive every later message. */
export const STAMP_AHEAD_MS = 10 * 60_000;

type Found = { readonly ids: ReadonlySet<string>; readonly references: readonly string[]; readonly stamps: readonly string[] };

/** Every name, reference and stamp of a document, however deep. */
function lookThrough(document: unknown): Found {
  const [ids, references, stamps] = [new Set<string>(), [] as string[], [] as string[]];
  const left: unknown[] = [document];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== "object" || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner !== "string") left.push(inner);
      else if (key === "$id") ids.add(inner);
      else if (key === "$ref") references.push(inner);
      else if (key === "lastUpdateTimeStamp") stamps.push(inner);
    }
  }
  return { ids, references, stamps };
}

/** Id and sender of an EIDO, the only typed fields here. The checks look through the whole document. */
type Incoming = { readonly $id: string; readonly issuingElementIdentification: string };

/**
 * Checks that an incoming EIDO makes sense. Each reference leads to a part of it (NENA-STA-021), no stamp lies in the future, and it does
 * not come in the room's own name. `agency` is the room's, and `at` the moment of arrival.
 */
export function judgeEido(eido: Incoming, agency: string, at: number): Result<null, EidoRefusal> {
  const { ids, references, stamps } = lookThrough(eido);
  if (eido.issuingElementIdentification.toLowerCase() === agency.toLowerCase())
    return refuse({ code: "eido.own_agency", params: { agency } });
  const dangling = references.find((reference) => !ids.has(reference));
  if (dangling !== undefined) return refuse({ code: "eido.dangling_reference", params: { reference: cutTo(dangling, 100) } });
  const late = stamps.find((stamp) => Date.parse(stamp) > at + STAMP_AHEAD_MS);
  if (late !== undefined) return refuse({ code: "eido.stamp_in_future", params: { stamp: cutTo(late, 40) } });
  return ok(null);
}

const SENDER_WORDS = new Set(["active", "cancelled", "canceled", "closed"]);
const lettersOf = (status: string): string => status.toLowerCase().replace(/[^a-z]/g, "");

/** State of an incident by its sender: words of NENA's registry, in any spelling. Any other word is refused; without one it is active. */
export function senderStatusOf(statuses: readonly string[]): Result<EidoStatus, Refusal<"forward.unknown_status">> {
  const strange = statuses.find((status) => !SENDER_WORDS.has(lettersOf(status)));
  if (strange !== undefined) return refuse({ code: "forward.unknown_status", params: { status: cutTo(strange, 40) } });
  const said = new Set(statuses.map(lettersOf));
  if (said.has("cancelled") || said.has("canceled")) return ok("Cancelled");
  return ok(said.has("closed") ? "Closed" : "Active");
}

/** Content of an incident as its sender gives it. `NewWords` holds its new parts, and null for the rest. */
export type Content = {
  readonly title: string;
  readonly point: { readonly lat: number; readonly lon: number; readonly accuracyM: number | null } | null;
  readonly placeText: string | null;
  readonly status: EidoStatus;
  readonly notes: readonly string[];
};
export type NewWords = {
  readonly title: string | null;
  readonly point: Content["point"];
  readonly placeText: string | null;
  readonly status: EidoStatus | null;
  readonly notes: readonly string[];
};

/** Finds the new parts of a content beside the known one; null without any. A changed note counts as a new note. */
export function newWordsOf(known: Content, said: Content): NewWords | null {
  const { point } = said;
  const isSamePoint = point === null || (known.point !== null && known.point.lat === point.lat && known.point.lon === point.lon);
  const words: NewWords = {
    title: said.title === known.title ? null : said.title,
    point: isSamePoint ? null : point,
    placeText: said.placeText === known.placeText ? null : said.placeText,
    status: said.status === known.status ? null : said.status,
    notes: said.notes.filter((note) => !known.notes.includes(note)),
  };
  const { title, placeText, status, notes } = words;
  return title === null && words.point === null && placeText === null && status === null && notes.length === 0 ? null : words;
}
