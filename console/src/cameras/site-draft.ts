import { newSite } from "@amaliyat/contract/cameras";
import type { z } from "zod";

/** A site's form as it is typed; an empty sector is found by the room from the place. */
export type SiteDraft = {
  readonly code: string;
  readonly ar: string;
  readonly fr: string;
  readonly en: string;
  readonly place: string;
  readonly phase: string;
};
export type SiteField = keyof SiteDraft;

export const EMPTY_SITE: SiteDraft = { code: "", ar: "", fr: "", en: "", place: "", phase: "" };

export const isSiteDraft = (value: unknown): value is SiteDraft =>
  typeof value === "object" && value !== null && Object.keys(EMPTY_SITE).every((field) => typeof Reflect.get(value, field) === "string");

/** `31.955, 5.3` as maps write a place, also with Arabic or Persian signs between; null for anything else. */
export function readPlace(text: string): { readonly lat: number; readonly lon: number } | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,،;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/u.exec(text);
  if (!match) return null;
  const [lat, lon] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

const FIELDS: Readonly<Record<string, SiteField>> = { code: "code", "names.ar": "ar", "names.fr": "fr", "names.en": "en", phase: "phase" };

type Checked =
  | { readonly ok: true; readonly body: z.output<typeof newSite> }
  | { readonly ok: false; readonly wrong: ReadonlySet<SiteField> };

/** The body that makes a site, or the fields that are wrong. */
export function checkSite(draft: SiteDraft): Checked {
  const place = readPlace(draft.place);
  const parsed = newSite.safeParse({
    code: draft.code,
    names: { ar: draft.ar, fr: draft.fr, en: draft.en },
    place,
    phase: draft.phase === "" ? null : Number(draft.phase),
  });
  if (parsed.success) return { ok: true, body: parsed.data };
  const wrong = parsed.error.issues.map(({ path }) => (path[0] === "place" ? "place" : FIELDS[path.join(".")]));
  return { ok: false, wrong: new Set(wrong.filter((field) => field !== undefined)) };
}
