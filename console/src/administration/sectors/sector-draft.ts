import { sector as sectorShape, type Sector } from "@amaliyat/contract/identity";
import { checkBoundary, checkParent } from "@amaliyat/domain/identity";
import type { z } from "zod";
import { readBoundary } from "./boundary.ts";

/** A sector's form as it is typed; `parentId` is empty at the top, `boundary` is GeoJSON or empty. */
export type SectorDraft = {
  readonly sectorId: string;
  readonly parentId: string;
  readonly ar: string;
  readonly fr: string;
  readonly en: string;
  readonly boundary: string;
};
export type SectorField = keyof SectorDraft;

export const EMPTY_SECTOR: SectorDraft = { sectorId: "", parentId: "", ar: "", fr: "", en: "", boundary: "" };

export const draftOf = ({ sectorId, parentId, names, boundary }: Sector): SectorDraft => ({
  sectorId,
  parentId: parentId ?? "",
  ...names,
  boundary: boundary === null ? "" : JSON.stringify(boundary),
});

export const isSectorDraft = (value: unknown): value is SectorDraft =>
  typeof value === "object" && value !== null && Object.keys(EMPTY_SECTOR).every((field) => typeof Reflect.get(value, field) === "string");

const FIELDS: Readonly<Record<string, SectorField>> = {
  sectorId: "sectorId",
  parentId: "parentId",
  "names.ar": "ar",
  "names.fr": "fr",
  "names.en": "en",
  boundary: "boundary",
};

/** The boundary of a form. One that nobody touched is the stored one to the letter: any other ring would be a change, which takes two people. */
function boundaryOf({ sectorId, boundary: text }: SectorDraft, known: readonly Sector[]): Sector["boundary"] {
  const stored = known.find((one) => one.sectorId === sectorId)?.boundary ?? null;
  if (text.trim() === "") return null;
  return stored !== null && text === JSON.stringify(stored) ? stored : readBoundary(text);
}

type Checked =
  | { readonly ok: true; readonly sector: z.output<typeof sectorShape> }
  | { readonly ok: false; readonly wrong: ReadonlySet<SectorField> };

/** The sector, or the fields that are wrong: a parent under the sector itself and a boundary that crosses itself among them. A new one may not take the code of another. */
export function checkSector(draft: SectorDraft, known: readonly Sector[], isNew: boolean): Checked {
  const wrong = new Set<SectorField>();
  const boundary = boundaryOf(draft, known);
  if (boundary === null ? draft.boundary.trim() !== "" : !checkBoundary(boundary).ok) wrong.add("boundary");
  const parentId = draft.parentId === "" ? null : draft.parentId;
  const parsed = sectorShape.safeParse({
    sectorId: draft.sectorId,
    parentId,
    names: { ar: draft.ar, fr: draft.fr, en: draft.en },
    boundary,
  });
  for (const issue of parsed.error?.issues ?? []) wrong.add(FIELDS[issue.path.slice(0, 2).join(".")] ?? "boundary");
  if (!checkParent(known, draft.sectorId, parentId).ok) wrong.add("parentId");
  if (isNew && known.some((one) => one.sectorId === draft.sectorId.trim())) wrong.add("sectorId");
  return parsed.success && wrong.size === 0 ? { ok: true, sector: parsed.data } : { ok: false, wrong };
}
