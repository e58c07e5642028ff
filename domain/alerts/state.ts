import type { Point, Text3 } from "../kernel/index.ts";
import type { PublicAlertKind } from "./kinds.ts";

/** Author and time (ms since the epoch) of an act. */
export type Act = { readonly at: number; readonly by: string };

/** Text that a phone shows in one language. `area` names its area in words. */
export type AlertText = { readonly title: string; readonly words: string; readonly area: string };

/** Arabic and French always; English where somebody wrote it, French in its place where nobody did. */
export type AlertTexts = { readonly ar: AlertText; readonly fr: AlertText; readonly en: AlertText | null };

/** Area of an alert: around a point, or (null) the whole town. */
export type AlertReach = { readonly point: Point; readonly radiusM: number } | null;

/** Answer of an author: the words of an alert that seem to be about a missing child are about none. It holds for exactly these words. */
export type NoChild = Act & { readonly words: string };

/** Content of a public alert. Times in ms since the epoch; without `from` it begins at its publication. */
export type PublicAlertSaid = {
  readonly kind: PublicAlertKind;
  readonly texts: AlertTexts;
  readonly reach: AlertReach;
  readonly from: number | null;
  readonly until: number;
  /** The child alert whose text it is; null for every other kind. */
  readonly childAlertId: string | null;
  /** Null or missing if nobody answered, or nothing seems to be about a missing child. */
  readonly noChild?: NoChild | null;
};

/** Publisher, and the span `[from, until)` in which phones show it. */
export type Publication = Act & { readonly from: number; readonly until: number };

/** Of each word and fact of an alert as it stands the person who wrote it. See `authorship.ts`. */
export type Authorship = Readonly<Record<string, string>>;

/** `written` is who changed a draft last so that a reader sees it; `authors` is who wrote which words. */
type Written = {
  readonly alertId: string;
  readonly version: number;
  readonly said: PublicAlertSaid;
  readonly written: Act;
  readonly authors: Authorship;
};

/** A correction that one person proposes for a published alert. Phones show it once another person has published it. */
export type Correction = { readonly said: PublicAlertSaid; readonly authors: Authorship; readonly proposed: Act };

/** One public alert. One that was ended as a draft was never published. */
export type PublicAlert =
  | (Written & { readonly state: "draft" })
  | (Written & { readonly state: "published"; readonly publication: Publication; readonly correction: Correction | null })
  | (Written & { readonly state: "ended"; readonly publication: Publication | null; readonly ended: Act & { readonly reason: string } });

/** Standings of an alert. «Coming», «in force» and «expired» are stored nowhere: they follow from the clock. */
export const PUBLIC_ALERT_STANDINGS = ["draft", "coming", "in_force", "expired", "ended"] as const;
export type PublicAlertStanding = (typeof PUBLIC_ALERT_STANDINGS)[number];

export const PUBLIC_ALERT_STANDING_LABELS: Readonly<Record<PublicAlertStanding, Text3>> = {
  draft: { ar: "مسودة", fr: "Brouillon", en: "Draft" },
  coming: { ar: "يبدأ لاحقا", fr: "À venir", en: "Coming" },
  in_force: { ar: "سارٍ", fr: "En vigueur", en: "In force" },
  expired: { ar: "انتهت مدته", fr: "Expirée", en: "Expired" },
  ended: { ar: "منتهى", fr: "Terminée", en: "Ended" },
};

/**
 * THE clock rule: how an alert stands at a moment. One that began with its publication has begun, also before that by a clock that was put
 * back.
 */
export function standingOfAlert(alert: PublicAlert, at: number): PublicAlertStanding {
  if (alert.state !== "published") return alert.state;
  const { at: publishedAt, from, until } = alert.publication;
  if (at < from && from > publishedAt) return "coming";
  return at < until ? "in_force" : "expired";
}
