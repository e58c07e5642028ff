import { publicAlertGiven, type AuthorisedChild, type PublicAlertGivenIn, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { PUBLIC_ALERT_KINDS, textsOfChild, type AlertTexts, type PublicAlertKind } from "@amaliyat/domain/alerts";
import type { Point } from "@amaliyat/domain/kernel";
import { isPoint } from "../facts/index.ts";

/** One text as it is typed. */
const PARTS = ["title", "area", "words"] as const;
export type TextPart = (typeof PARTS)[number];
export type TypedText = Readonly<Record<TextPart, string>>;
export type TextLanguage = "ar" | "fr" | "en";
export const TEXT_LANGUAGES = ["ar", "fr", "en"] as const satisfies readonly TextLanguage[];

/** The form of a public alert as it is typed. `radius` in metres; no `from` is from its publication on. */
export type AlertDraft = Readonly<Record<TextLanguage, TypedText>> & {
  readonly kind: PublicAlertKind;
  readonly childAlertId: string | null;
  readonly wholeTown: boolean;
  readonly point: Point | null;
  readonly radius: string;
  readonly from: number | null;
  readonly until: number | null;
};

const NOTHING: TypedText = { title: "", area: "", words: "" };
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The form of an alert; an empty one holds for a day around a point that nobody has set. */
export function draftOfAlert(row: PublicAlertRow | null, now: number): AlertDraft {
  const until = Math.ceil((now + DAY_MS) / MINUTE_MS) * MINUTE_MS;
  const empty = { kind: "road_closed", ar: NOTHING, fr: NOTHING, en: NOTHING, childAlertId: null, from: null } as const;
  if (row === null) return { ...empty, wholeTown: false, point: null, radius: "500", until };
  const { kind, texts, reach, child } = row;
  return {
    kind,
    ar: texts.ar,
    fr: texts.fr,
    en: texts.en ?? NOTHING,
    childAlertId: child?.childAlertId ?? null,
    wholeTown: reach === null,
    point: reach?.point ?? null,
    radius: String(reach?.radiusM ?? 500),
    from: row.from === null ? null : Date.parse(row.from),
    until: Date.parse(row.until),
  };
}

const isText = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  PARTS.every((part) => typeof new Map<string, unknown>(Object.entries(value)).get(part) === "string");
const isMoment = (value: unknown): boolean => value === null || typeof value === "number";

/** True if a stored value is a draft of this form. */
export function isAlertDraft(value: unknown): value is AlertDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const child = kept.get("childAlertId");
  return (
    PUBLIC_ALERT_KINDS.some((kind) => kind === kept.get("kind")) &&
    TEXT_LANGUAGES.every((language) => isText(kept.get(language))) &&
    (child === null || typeof child === "string") &&
    typeof kept.get("wholeTown") === "boolean" &&
    typeof kept.get("radius") === "string" &&
    (kept.get("point") === null || isPoint(kept.get("point"))) &&
    isMoment(kept.get("from")) &&
    isMoment(kept.get("until"))
  );
}

const isEmpty = (text: TypedText): boolean => PARTS.every((part) => text[part].trim() === "");

/** Texts that phones would show of a draft: the authorised text of a missing child, the typed text of all others. */
export function textsOfDraft(draft: AlertDraft, children: readonly AuthorisedChild[]): AlertTexts | null {
  if (draft.kind !== "missing_child") return { ar: draft.ar, fr: draft.fr, en: isEmpty(draft.en) ? null : draft.en };
  const child = children.find(({ childAlertId }) => childAlertId === draft.childAlertId);
  return child === undefined ? null : textsOfChild(child);
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
export function checkAlertDraft(draft: AlertDraft): Checked {
  const { kind, wholeTown, point, radius, from, until } = draft;
  const isChild = kind === "missing_child";
  const body = {
    kind,
    texts: isChild ? null : { ar: draft.ar, fr: draft.fr, en: isEmpty(draft.en) ? null : draft.en },
    reach: wholeTown ? null : { point, radiusM: radius.trim() === "" ? Number.NaN : Number(radius) },
    from: from === null ? null : new Date(from).toISOString(),
    until: until === null ? "" : new Date(until).toISOString(),
    childAlertId: isChild ? draft.childAlertId : null,
  };
  const parsed = publicAlertGiven.safeParse(body);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => fieldOf(path)));
  if (isChild && draft.childAlertId === null) wrong.add("childAlertId");
  if (!parsed.success || wrong.size > 0) return { ok: false, wrong };
  return { ok: true, body: parsed.data };
}
