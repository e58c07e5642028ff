import type { ErrorCode } from "@amaliyat/contract/errors";
import type { BodyOf } from "@amaliyat/contract/route";
import type { identity, User } from "@amaliyat/contract/identity";
import { expandCompetence, type SectorNode, type Standing } from "@amaliyat/domain/identity";
import type { Refusal } from "@amaliyat/domain/kernel";
import type { Tx } from "../../platform/database/index.ts";
import { listSectors, othersInRole, sharesBadge } from "../rows/identity-queries.ts";

export type Changed = BodyOf<typeof identity.changeUser>;

/** Rights of a person that an administrator may change, logged before and after. Names, badge and language are no rights. */
const RIGHTS = ["role", "sectors", "designatedUntil", "ended"] as const;
const PLAIN = ["name", "nameLatin", "badge", "language"] as const;
export type Field = (typeof RIGHTS)[number] | (typeof PLAIN)[number];
const FIELDS: readonly Field[] = [...PLAIN, ...RIGHTS];

export const touchesRights = (fields: readonly Field[]): boolean => RIGHTS.some((field) => fields.includes(field));

/** A field in the one spelling in which two values can be compared. */
function spelled(field: Field, of: Changed | User): string | undefined {
  const value = of[field];
  if (Array.isArray(value)) return [...new Set(value)].toSorted().join(" ");
  if (field === "designatedUntil" && typeof value === "string") return new Date(value).toISOString();
  return value === undefined ? undefined : value === null ? "" : String(value);
}

/** The fields that a change really changes. */
export const changesOf = (before: User, body: Changed): Field[] =>
  FIELDS.filter((field) => body[field] !== undefined && spelled(field, body) !== spelled(field, before));

/** The same person with a change. */
export const changed = (before: User, body: Changed): User => ({
  ...before,
  name: body.name ?? before.name,
  nameLatin: body.nameLatin === undefined ? before.nameLatin : body.nameLatin,
  badge: body.badge ?? before.badge,
  language: body.language ?? before.language,
  role: body.role ?? before.role,
  sectors: body.sectors === undefined ? before.sectors : [...new Set(body.sectors)],
  designatedUntil: body.designatedUntil === undefined ? before.designatedUntil : body.designatedUntil,
  ended: body.ended ?? before.ended,
});

/** True if the person is called otherwise afterwards. */
export const touchesNames = (fields: readonly Field[]): boolean => fields.includes("name") || fields.includes("nameLatin");

export const pick = (user: User, fields: readonly Field[]): Partial<Pick<User, Field>> =>
  Object.fromEntries(fields.map((field) => [field, user[field]]));

/** All that a decision about a person stands on, in one line: a request is outdated when it has changed. */
export const fingerprint = (user: User): string => JSON.stringify(FIELDS.map((field) => spelled(field, user) ?? null));

/** A person as the rule of two people sees them. */
export const standingOf = (tree: readonly SectorNode[], user: User): Standing => ({
  role: user.role,
  name: user.name,
  nameLatin: user.nameLatin,
  badge: user.badge,
  covers: expandCompetence(tree, user.sectors),
  designatedUntil: user.designatedUntil === null ? null : Date.parse(user.designatedUntil),
  ended: user.ended,
});

export async function unknownSector(tx: Tx, sectors: readonly string[]): Promise<Refusal<ErrorCode> | null> {
  const known = new Set((await listSectors(tx)).map((sector) => sector.sector_id));
  const unknown = sectors.find((sector) => !known.has(sector));
  return unknown === undefined ? null : { code: "sector.unknown_parent", params: { parent: unknown } };
}

const isInForce = (user: User, at: number): boolean =>
  !user.ended && Date.parse(user.designatedFrom) <= at && (user.designatedUntil === null || Date.parse(user.designatedUntil) > at);

/**
 * Two accounts of one badge stay two accounts of one person: with another badge, one of them could confirm what the other asks. And the
 * room is never left without whoever designates or whoever checks.
 */
export async function refusedChange(tx: Tx, before: User, body: Changed, at: number): Promise<Refusal<ErrorCode> | null> {
  const after = changed(before, body);
  if (after.badge !== before.badge && (await sharesBadge(tx, before.userId))) return { code: "user.badge_shared" };
  const leaves = isInForce(before, at) && (after.role !== before.role || !isInForce(after, at));
  const isNeeded = before.role === "administrator" || before.role === "auditor";
  if (leaves && isNeeded && (await othersInRole(tx, before.role, before.userId, new Date(at))) === 0) return { code: "user.last_of_role" };
  return body.sectors === undefined ? null : unknownSector(tx, body.sectors);
}
