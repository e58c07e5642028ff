import { hazardContent, type Hazard, type HazardBody } from "@amaliyat/contract/places";
import { addDays, isLocalDay, localDay, startOfDay } from "@amaliyat/domain/calendar";
import type { Point } from "@amaliyat/domain/kernel";
import {
  checkHazard,
  HAZARD_CERTAINTIES,
  HAZARD_KINDS,
  HAZARD_SOURCES,
  type HazardCertainty,
  type HazardKind,
  type HazardSource,
} from "@amaliyat/domain/places";
import { isPoint } from "../facts/index.ts";

/** Area of a hazard as it is typed. One field: the metres count around the point alone, the address for one address alone. */
export type AreaDraft = { readonly kind: "radius" | "address"; readonly metres: string; readonly address: string };

/** A hazard's form as it is typed. Days are `YYYY-MM-DD` in local time; the last one is included. */
export type HazardDraft = {
  readonly kind: HazardKind;
  readonly words: string;
  readonly certainty: HazardCertainty;
  readonly source: HazardSource;
  readonly sourceWords: string;
  readonly point: Point | null;
  readonly area: AreaDraft;
  readonly atHome: boolean;
  readonly from: string;
  readonly until: string;
  readonly review: string;
};
export type HazardField = "words" | "sourceWords" | "point" | "metres" | "address" | "from" | "until" | "review";

/** The form of a hazard; an empty one holds for three months and is looked at after one. */
export function draftOfHazard(hazard: Hazard | null, now: number): HazardDraft {
  const today = localDay(now);
  if (hazard === null)
    return {
      kind: "dog",
      words: "",
      certainty: "fact",
      source: "patrol",
      sourceWords: "",
      point: null,
      area: { kind: "radius", metres: "50", address: "" },
      atHome: false,
      from: today,
      until: addDays(today, 90),
      review: addDays(today, 30),
    };
  const { kind, words, certainty, source, sourceWords, point, area, atHome } = hazard;
  const day = (text: string, before = 0): string => localDay(Date.parse(text) - before);
  return {
    kind,
    words,
    certainty,
    source,
    sourceWords: sourceWords ?? "",
    point,
    area: {
      kind: area.kind,
      metres: area.kind === "radius" ? String(area.metres) : "50",
      address: area.kind === "address" ? area.address : "",
    },
    atHome,
    from: day(hazard.from),
    until: day(hazard.until, 1),
    review: day(hazard.reviewAt, 1),
  };
}

const TEXTS = ["words", "sourceWords", "from", "until", "review"] as const;

function isArea(value: unknown): value is AreaDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const kind = kept.get("kind");
  return (kind === "radius" || kind === "address") && typeof kept.get("metres") === "string" && typeof kept.get("address") === "string";
}

/** True if a stored value is a draft of this form. */
export function isHazardDraft(value: unknown): value is HazardDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  return (
    TEXTS.every((field) => typeof kept.get(field) === "string") &&
    HAZARD_KINDS.some((one) => one === kept.get("kind")) &&
    HAZARD_CERTAINTIES.some((one) => one === kept.get("certainty")) &&
    HAZARD_SOURCES.some((one) => one === kept.get("source")) &&
    isArea(kept.get("area")) &&
    typeof kept.get("atHome") === "boolean" &&
    (kept.get("point") === null || isPoint(kept.get("point")))
  );
}

type Checked = { readonly ok: true; readonly body: HazardBody } | { readonly ok: false; readonly wrong: ReadonlySet<HazardField> };

/** The end of a day as the room takes it, and where it cannot be read nothing that the room takes. */
const startsAt = (day: string): string => (isLocalDay(day) ? new Date(startOfDay(day)).toISOString() : "");
const endsAt = (day: string): string => (isLocalDay(day) ? startsAt(addDays(day, 1)) : "");

/** Form field of each rule of the domain. */
const FIELD_OF = {
  "hazard.span_wrong": "until",
  "hazard.too_long": "until",
  "hazard.review_wrong": "review",
  "hazard.radius_wrong": "metres",
} as const;

const FIELD_AT: Readonly<Record<string, HazardField>> = {
  words: "words",
  sourceWords: "sourceWords",
  point: "point",
  from: "from",
  until: "until",
  reviewAt: "review",
};

/** The body of a hazard, or the fields that are wrong by its shape or by the rules. */
export function checkHazardDraft(draft: HazardDraft, now: number): Checked {
  const { area, sourceWords, from, until, review, ...rest } = draft;
  const { kind, metres, address } = area;
  const parsed = hazardContent.safeParse({
    ...rest,
    sourceWords: sourceWords.trim() === "" ? null : sourceWords,
    area: kind === "radius" ? { kind: "radius", metres: metres.trim() === "" ? Number.NaN : Number(metres) } : { kind: "address", address },
    from: startsAt(from),
    until: endsAt(until),
    reviewAt: endsAt(review),
  });
  if (!parsed.success)
    return {
      ok: false,
      wrong: new Set(parsed.error.issues.map(({ path }) => FIELD_AT[String(path[0])] ?? (kind === "radius" ? "metres" : "address"))),
    };
  const { from: begins, until: ends, reviewAt, ...content } = parsed.data;
  const ruled = checkHazard({ ...content, from: Date.parse(begins), until: Date.parse(ends), reviewAt: Date.parse(reviewAt) }, now);
  if (ruled.ok) return { ok: true, body: parsed.data };
  const { code } = ruled.error;
  return { ok: false, wrong: new Set(code in FIELD_OF ? [FIELD_OF[code as keyof typeof FIELD_OF]] : []) };
}
