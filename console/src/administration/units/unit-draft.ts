import { newUnit, type Unit } from "@amaliyat/contract/dispatch";
import type { User } from "@amaliyat/contract/identity";
import { UNIT_KINDS, type Skill, type UnitKind } from "@amaliyat/domain/dispatch";
import type { z } from "zod";
import { designationOf } from "../users/user-draft.ts";
import { areSkills } from "./unit-make.ts";

/** A unit's form as it is typed; without a patrol user nobody speaks for it yet. */
export type UnitDraft = {
  readonly code: string;
  readonly kind: UnitKind | "";
  readonly sectorId: string;
  readonly userId: string;
  readonly skills: readonly Skill[];
  readonly vehicle: string;
};
export type UnitField = keyof UnitDraft;

export const EMPTY_UNIT: UnitDraft = { code: "", kind: "", sectorId: "", userId: "", skills: [], vehicle: "" };

/** True if a stored value is a draft of this form. */
export function isUnitDraft(value: unknown): value is UnitDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const kind = kept.get("kind");
  return (
    (["code", "sectorId", "userId", "vehicle"] as const).every((field) => typeof kept.get(field) === "string") &&
    areSkills(kept.get("skills")) &&
    (kind === "" || UNIT_KINDS.some((one) => one === kind))
  );
}

/** True if anything is typed. */
export const isTyped = (draft: UnitDraft): boolean => Object.values(draft).some((value) => value.length > 0);

const isField = (name: string): name is UnitField => Object.hasOwn(EMPTY_UNIT, name);

/** The field that a path of the contract speaks of. */
export function fieldAt(path: string): UnitField | null {
  const [name = ""] = path.replace(/^body\./u, "").split(".");
  return isField(name) ? name : null;
}

type Checked =
  | { readonly ok: true; readonly body: z.output<typeof newUnit> }
  | { readonly ok: false; readonly wrong: ReadonlySet<UnitField> };

/** The body that makes a unit, or the fields that are wrong. */
export function checkUnit({ userId, vehicle, ...draft }: UnitDraft): Checked {
  const said = vehicle.trim();
  const parsed = newUnit.safeParse({ ...draft, userId: userId === "" ? null : userId, vehicle: said === "" ? null : said });
  if (parsed.success) return { ok: true, body: parsed.data };
  const wrong = parsed.error.issues.map(({ path }) => fieldAt(path.join(".")));
  return { ok: false, wrong: new Set(wrong.filter((field) => field !== null)) };
}

/** Patrols that may speak for a unit: designated at this moment (ms), in a sector that is covered, speaking for no other unit. */
export function freePatrols(users: readonly User[], units: readonly Unit[], covers: readonly string[], now: number): readonly User[] {
  const speaking = new Set(units.map((unit) => unit.userId));
  return users
    .filter((user) => user.role === "patrol" && designationOf(user, now) === "designated" && !speaking.has(user.userId))
    .filter((user) => user.sectors.some((sector) => covers.includes(sector)))
    .toSorted((a, b) => a.name.localeCompare(b.name, "ar"));
}
