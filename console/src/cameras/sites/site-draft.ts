import { changedSite, newSite, type Site } from "@amaliyat/contract/cameras";
import type { Text3 } from "@amaliyat/domain/kernel";
import type { z } from "zod";
import { changesWithNames } from "../../lists/index.ts";

/** A site's form as it is typed. Without a sector the room finds it from the place. */
export type SiteDraft = {
  readonly code: string;
  readonly ar: string;
  readonly fr: string;
  readonly en: string;
  readonly place: string;
  readonly sector: string;
  readonly phase: string;
};
export type SiteField = keyof SiteDraft;

export const EMPTY_SITE: SiteDraft = { code: "", ar: "", fr: "", en: "", place: "", sector: "", phase: "" };

/** A place as maps write it, and as the form stores it. */
export const placeText = ({ lat, lon }: Site["place"]): string => `${lat}, ${lon}`;

/** A site as its form begins. */
export const draftOf = ({ code, names, place, phase }: Site): SiteDraft => ({
  code,
  ...names,
  place: placeText(place),
  sector: "",
  phase: phase === null ? "" : String(phase),
});

export const isSiteDraft = (value: unknown): value is SiteDraft =>
  typeof value === "object" && value !== null && Object.keys(EMPTY_SITE).every((field) => typeof Reflect.get(value, field) === "string");

/** `31.955, 5.3` as maps write a place, also with Arabic or Persian signs between; null for anything else. */
export function readPlace(text: string): { readonly lat: number; readonly lon: number } | null {
  const match = /^(-?\d{1,2}(?:\.\d+)?)(?:\s*[,،;]\s*|\s+)(-?\d{1,3}(?:\.\d+)?)$/u.exec(text.trim());
  if (!match) return null;
  const [lat, lon] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

const FIELDS: Readonly<Record<string, SiteField>> = {
  code: "code",
  "names.ar": "ar",
  "names.fr": "fr",
  "names.en": "en",
  sectorId: "sector",
  phase: "phase",
};

/** The field that a path of the contract speaks of. */
export function fieldAt(path: string): SiteField | null {
  const own = path.replace(/^body\./u, "");
  return own.startsWith("place") ? "place" : (FIELDS[own] ?? null);
}

type Checked<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly wrong: ReadonlySet<SiteField> };

const bodyOf = (draft: SiteDraft): Record<keyof z.input<typeof newSite>, unknown> & { readonly names: Text3 } => ({
  code: draft.code,
  names: { ar: draft.ar, fr: draft.fr, en: draft.en },
  place: readPlace(draft.place),
  sectorId: draft.sector === "" ? undefined : draft.sector,
  phase: draft.phase === "" ? null : Number(draft.phase),
});

function checked<T extends z.ZodType>(schema: T, body: unknown): Checked<z.output<T>> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, body: parsed.data };
  const wrong = parsed.error.issues.map(({ path }) => fieldAt(path.join(".")));
  return { ok: false, wrong: new Set(wrong.filter((field) => field !== null)) };
}

/** The body that makes a site, or the fields that are wrong. */
export const checkSite = (draft: SiteDraft): Checked<z.output<typeof newSite>> => checked(newSite, bodyOf(draft));

/** Only what differs from the site, so that a colleague's change of another field stays; or the fields that are wrong. Its code stays. */
export function checkChange(site: Site, draft: SiteDraft): Checked<z.output<typeof changedSite>> {
  const { code: _code, ...changes } = changesWithNames(bodyOf(draftOf(site)), bodyOf(draft));
  return checked(changedSite, changes);
}
