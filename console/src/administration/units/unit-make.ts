import { unitChange, type Unit } from "@amaliyat/contract/dispatch";
import { SKILLS, UNIT_KINDS, type Skill, type UnitKind } from "@amaliyat/domain/dispatch";
import type { z } from "zod";

/** Fields of a unit as a person chooses and types them. The crew has one name a line; an empty `userId` means no account. */
export type UnitMake = {
  readonly code: string;
  readonly sectorId: string;
  readonly userId: string;
  readonly kind: UnitKind;
  readonly skills: readonly Skill[];
  readonly vehicle: string;
  readonly radio: string;
  readonly crew: string;
};
export type MakeField = keyof UnitMake;

/** Sector that borrows a unit, as chosen, and the end of the loan (ms). */
export type LendDraft = { readonly sectorId: string; readonly until: number | null };
export const EMPTY_LENDING: LendDraft = { sectorId: "", until: null };

/** True if a stored value is a draft of a loan. */
export function isLendDraft(value: unknown): value is LendDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const until = kept.get("until");
  return typeof kept.get("sectorId") === "string" && (until === null || typeof until === "number");
}

/** The fields of a unit that its form shows. */
type Shown = Pick<Unit, "code" | "sectorId" | "userId" | "kind" | "skills" | "vehicle" | "radio" | "crew">;

export const makeOf = ({ code, sectorId, userId, kind, skills, vehicle, radio, crew }: Shown): UnitMake => ({
  code,
  sectorId,
  userId: userId ?? "",
  kind,
  skills,
  vehicle: vehicle ?? "",
  radio: radio ?? "",
  crew: crew.join("\n"),
});

const isSkill = (value: unknown): value is Skill => SKILLS.some((one) => one === value);

/** True if a stored value is a list of skills. */
export const areSkills = (value: unknown): value is readonly Skill[] => Array.isArray(value) && value.every(isSkill);

/** True if a stored value is a draft of this form. */
export function isUnitMake(value: unknown): value is UnitMake {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const isKind = UNIT_KINDS.some((one) => one === kept.get("kind"));
  const areWords = (["code", "sectorId", "userId", "vehicle", "radio", "crew"] as const).every(
    (field) => typeof kept.get(field) === "string",
  );
  return isKind && areSkills(kept.get("skills")) && areWords;
}

const inOrder = (skills: readonly Skill[]): Skill[] => SKILLS.filter((one) => skills.includes(one));

/** The same skills in the order of the list, with one more or one less. */
export const withSkill = (skills: readonly Skill[], skill: Skill, has: boolean): readonly Skill[] =>
  SKILLS.filter((one) => (one === skill ? has : skills.includes(one)));

const namesOf = (crew: string): string[] =>
  crew
    .split(/[\n،,;]/u)
    .map((name) => name.trim())
    .filter((name) => name !== "");

type Change = z.output<typeof unitChange>;
type Checked = { readonly ok: true; readonly body: Change } | { readonly ok: false; readonly wrong: ReadonlySet<MakeField> };

const FIELDS: readonly MakeField[] = ["code", "sectorId", "userId", "kind", "skills", "vehicle", "radio", "crew"];
const isField = (name: unknown): name is MakeField => FIELDS.some((field) => field === name);

const bodyOf = ({ code, sectorId, userId, kind, skills, vehicle, radio, crew }: UnitMake): Change => ({
  code: code.trim(),
  sectorId,
  userId: userId === "" ? null : userId,
  kind,
  skills: inOrder(skills),
  vehicle: vehicle.trim() === "" ? null : vehicle.trim(),
  radio: radio.trim() === "" ? null : radio.trim(),
  crew: namesOf(crew),
});

/** The body with what differs from the unit, or the fields that are wrong. */
export function checkMake(unit: Shown, typed: UnitMake): Checked {
  const [before, after] = [bodyOf(makeOf(unit)), bodyOf(typed)];
  const body = Object.fromEntries(
    Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as MakeField])),
  );
  const parsed = unitChange.safeParse(body);
  if (parsed.success) return { ok: true, body: parsed.data };
  return { ok: false, wrong: new Set(parsed.error.issues.flatMap(({ path: [field] }) => (isField(field) ? [field] : []))) };
}

/** True if anything differs from the unit. */
export function isChanged(unit: Shown, typed: UnitMake): boolean {
  return JSON.stringify(bodyOf(makeOf(unit))) !== JSON.stringify(bodyOf(typed));
}
