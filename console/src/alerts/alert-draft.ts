import { publicAlertGiven, type AuthorisedChild, type PublicAlertGivenIn, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { childWords, PUBLIC_ALERT_KINDS, textsOfChild, type AlertTexts, type PublicAlertKind } from "@amaliyat/domain/alerts";
import type { Point } from "@amaliyat/domain/kernel";
import { isPoint } from "../facts/index.ts";

/** Parts of a text. */
export const TEXT_PARTS = ["title", "area", "words"] as const;
export type TextPart = (typeof TEXT_PARTS)[number];
export type TextLanguage = "ar" | "fr" | "en";
export const TEXT_LANGUAGES = ["ar", "fr", "en"] as const satisfies readonly TextLanguage[];
export type TextField = `${TextLanguage}.${TextPart}`;

/** Area that an alert reaches, as it is typed; `radius` in metres. One field: point and radius count only outside the whole town. */
export type ReachDraft = { readonly wholeTown: boolean; readonly point: Point | null; readonly radius: string };

/** The form of a public alert as it is typed, each part of each text a field. No `from` is from its publication on. */
export type AlertDraft = Readonly<Record<TextField, string>> & {
  readonly kind: PublicAlertKind;
  readonly childAlertId: string | null;
  readonly reach: ReachDraft;
  readonly from: number | null;
  readonly until: number | null;
  /** The words that the author answered are about no missing child; null without an answer. */
  readonly noChild: string | null;
};

type TypedText = Readonly<Record<TextPart, string>>;

const NOTHING: TypedText = { title: "", area: "", words: "" };
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const fieldsOfTexts = ({ ar, fr, en }: Readonly<Record<TextLanguage, TypedText>>): Readonly<Record<TextField, string>> => ({
  "ar.title": ar.title,
  "ar.area": ar.area,
  "ar.words": ar.words,
  "fr.title": fr.title,
  "fr.area": fr.area,
  "fr.words": fr.words,
  "en.title": en.title,
  "en.area": en.area,
  "en.words": en.words,
});

/** The form of an alert; an empty one holds for a day around a point that nobody has set. A proposed correction is what is corrected further. */
export function draftOfAlert(row: PublicAlertRow | null, now: number): AlertDraft {
  if (row === null) {
    const until = Math.ceil((now + DAY_MS) / MINUTE_MS) * MINUTE_MS;
    const texts = fieldsOfTexts({ ar: NOTHING, fr: NOTHING, en: NOTHING });
    return {
      ...texts,
      kind: "road_closed",
      childAlertId: null,
      reach: { wholeTown: false, point: null, radius: "500" },
      from: null,
      until,
      noChild: null,
    };
  }
  const { texts, reach, until, noChild } = row.correction ?? row;
  return {
    ...fieldsOfTexts({ ...texts, en: texts.en ?? NOTHING }),
    kind: row.kind,
    childAlertId: row.child?.childAlertId ?? null,
    reach: { wholeTown: reach === null, point: reach?.point ?? null, radius: String(reach?.radiusM ?? 500) },
    from: row.from === null ? null : Date.parse(row.from),
    until: Date.parse(until),
    noChild: noChild?.words ?? null,
  };
}

/** The form of a new alert, without words and with those of another form. It begins when it is published, and never ends before now. */
export function newOf(draft: AlertDraft, now: number): { readonly blank: AlertDraft; readonly filled: AlertDraft } {
  const blank = draftOfAlert(null, now);
  const until = draft.until !== null && draft.until > now ? draft.until : blank.until;
  return { blank, filled: { ...draft, from: blank.from, until } };
}

function isReach(value: unknown): value is ReachDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const point = kept.get("point");
  return typeof kept.get("wholeTown") === "boolean" && typeof kept.get("radius") === "string" && (point === null || isPoint(point));
}

export const TEXT_FIELDS: readonly TextField[] = TEXT_LANGUAGES.flatMap((language) =>
  TEXT_PARTS.map((part): TextField => `${language}.${part}`),
);
const isMoment = (value: unknown): boolean => value === null || typeof value === "number";

/** True if a stored value is a draft of this form. */
export function isAlertDraft(value: unknown): value is AlertDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const child = kept.get("childAlertId");
  // An older draft has no answer in it.
  const answered = kept.get("noChild") ?? null;
  return (
    PUBLIC_ALERT_KINDS.some((kind) => kind === kept.get("kind")) &&
    TEXT_FIELDS.every((field) => typeof kept.get(field) === "string") &&
    (child === null || typeof child === "string") &&
    isReach(kept.get("reach")) &&
    isMoment(kept.get("from")) &&
    isMoment(kept.get("until")) &&
    (answered === null || typeof answered === "string")
  );
}

const isEmpty = (text: TypedText): boolean => TEXT_PARTS.every((part) => text[part].trim() === "");

const textIn = (draft: AlertDraft, language: TextLanguage): TypedText => ({
  title: draft[`${language}.title`],
  area: draft[`${language}.area`],
  words: draft[`${language}.words`],
});

/** Typed texts; none in English if nothing of it was typed. */
function textsTyped(draft: AlertDraft): AlertTexts {
  const en = textIn(draft, "en");
  return { ar: textIn(draft, "ar"), fr: textIn(draft, "fr"), en: isEmpty(en) ? null : en };
}

const trimmed = ({ title, area, words }: TypedText): TypedText => ({ title: title.trim(), area: area.trim(), words: words.trim() });

/** Texts that phones would show of a draft: the authorised text of a missing child, the typed text of all others. */
export function textsOfDraft(draft: AlertDraft, children: readonly AuthorisedChild[]): AlertTexts | null {
  if (draft.kind !== "missing_child") return textsTyped(draft);
  const child = children.find(({ childAlertId }) => childAlertId === draft.childAlertId);
  return child === undefined ? null : textsOfChild(child);
}

/** The words of a draft that seem to be about a missing child; null if none do, or if it is an alert on one. */
export function childWordsOf(draft: AlertDraft, at: number): string | null {
  const { ar, fr, en } = textsTyped(draft);
  return draft.kind === "missing_child" ? null : childWords({ ar: trimmed(ar), fr: trimmed(fr), en: en === null ? null : trimmed(en) }, at);
}

type Checked = { readonly ok: true; readonly body: PublicAlertGivenIn } | { readonly ok: false; readonly wrong: ReadonlySet<string> };

/** The field of the form that a part of the body stands in: `ar.title`, `point`, `until`. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [head, second, third] = path.map(String);
  if (head === "texts") return `${second ?? ""}.${third ?? ""}`;
  if (head === "reach") return second === "radiusM" ? "radius" : "point";
  return head ?? "";
}

/** The body that is sent, or the fields that are wrong. */
export function checkAlertDraft(draft: AlertDraft, noChild: string | null = null): Checked {
  const { kind, reach, from, until } = draft;
  const { wholeTown, point, radius } = reach;
  const isChild = kind === "missing_child";
  const body = {
    kind,
    texts: isChild ? null : textsTyped(draft),
    reach: wholeTown ? null : { point, radiusM: radius.trim() === "" ? Number.NaN : Number(radius) },
    from: from === null ? null : new Date(from).toISOString(),
    until: until === null ? "" : new Date(until).toISOString(),
    childAlertId: isChild ? draft.childAlertId : null,
    noChild: isChild ? null : noChild,
  };
  const parsed = publicAlertGiven.safeParse(body);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => fieldOf(path)));
  if (isChild && draft.childAlertId === null) wrong.add("childAlertId");
  if (!parsed.success || wrong.size > 0) return { ok: false, wrong };
  return { ok: true, body: parsed.data };
}
