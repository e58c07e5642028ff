import { placeContent, type Place } from "@amaliyat/contract/places";
import type { Point } from "@amaliyat/domain/kernel";
import { PLACE_KINDS, type PlaceKind } from "@amaliyat/domain/places";
import type { z } from "zod";
import { isPoint } from "../facts/index.ts";

/** A place's form as it is typed; aliases one a line. */
export type PlaceDraft = {
  readonly ar: string;
  readonly fr: string;
  readonly en: string;
  readonly aliases: string;
  readonly kind: PlaceKind;
  readonly point: Point | null;
};
export type PlaceField = "names" | "aliases" | "kind" | "point";

/** The form of a place, or an empty one. */
export function draftOfPlace(place: Place | null): PlaceDraft {
  if (place === null) return { ar: "", fr: "", en: "", aliases: "", kind: "other", point: null };
  const { names, aliases, kind, point } = place;
  return { ar: names.ar ?? "", fr: names.fr ?? "", en: names.en ?? "", aliases: aliases.join("\n"), kind, point };
}

/** True if a stored value is a draft of this form. */
export function isPlaceDraft(value: unknown): value is PlaceDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  return (
    ["ar", "fr", "en", "aliases"].every((field) => typeof kept.get(field) === "string") &&
    PLACE_KINDS.some((one) => one === kept.get("kind")) &&
    (kept.get("point") === null || isPoint(kept.get("point")))
  );
}

type Checked<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly wrong: ReadonlySet<PlaceField> };

/** The body of a place, or the fields that are wrong. */
export function checkPlace({ ar, fr, en, aliases, kind, point }: PlaceDraft): Checked<z.output<typeof placeContent>> {
  const names = Object.fromEntries(Object.entries({ ar, fr, en }).filter(([, name]) => name.trim() !== ""));
  const lines = aliases.split("\n").filter((line) => line.trim() !== "");
  const parsed = placeContent.safeParse({ names, aliases: lines, kind, point });
  if (parsed.success) return { ok: true, body: parsed.data };
  const fields = ["names", "aliases", "kind", "point"] as const;
  return { ok: false, wrong: new Set(parsed.error.issues.flatMap(({ path }) => fields.find((one) => one === path[0]) ?? [])) };
}
