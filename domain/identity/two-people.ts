import type { Role } from "./roles.ts";

/**
 * Roles that two people give. They reach a picture or a sound, decide which sector sees a camera, or designate or confirm others. A test of
 * the contract derives the same list from the table of routes.
 */
export const ROLES_OF_TWO: readonly Role[] = [
  "operator",
  "call_taker",
  "dispatcher",
  "supervisor",
  "evidence_officer",
  "auditor",
  "administrator",
  "technician",
  "patrol",
];

/** Roles that confirm an administrator's requests for a person. */
export const CONFIRMERS: readonly Role[] = ["supervisor", "auditor"];

/** True if one person alone may not give this role, nor open an account with it. */
export const needsTwo = (role: Role): boolean => ROLES_OF_TWO.includes(role);

/** Facts of a person that decide how many people a change takes. `covers` is the competence with the tree of sectors expanded. */
export type Standing = {
  readonly role: Role;
  readonly name: string;
  readonly nameLatin: string | null;
  readonly badge: string;
  readonly covers: readonly string[];
  readonly designatedUntil: number | null;
  readonly ended: boolean;
};

const end = ({ designatedUntil }: Standing): number => designatedUntil ?? Number.POSITIVE_INFINITY;

const isSame = (before: Standing, after: Standing): boolean =>
  before.role === after.role &&
  before.name === after.name &&
  before.nameLatin === after.nameLatin &&
  before.badge === after.badge &&
  before.ended === after.ended &&
  end(before) === end(after) &&
  before.covers.length === after.covers.length &&
  before.covers.every((sector) => after.covers.includes(sector));

/**
 * True if a change of a person takes two people. Any change of an auditor does. For a person with such a role afterwards, so does more
 * power (role, sectors, time) or another identity (name in either script, badge). A reduction works at once.
 */
export function changeNeedsTwo(before: Standing, after: Standing): boolean {
  if (before.role === "auditor") return !isSame(before, after);
  if (!needsTwo(after.role)) return false;
  return (
    before.role !== after.role ||
    before.name !== after.name ||
    before.nameLatin !== after.nameLatin ||
    before.badge !== after.badge ||
    (before.ended && !after.ended) ||
    end(after) > end(before) ||
    after.covers.some((sector) => !before.covers.includes(sector))
  );
}

/**
 * True if the person's password no longer counts after a change. One administrator alone could open the account of the old role, and would
 * keep that way in under the new one.
 */
export const changeResetsSignIn = (before: Role, after: Role): boolean => !needsTwo(before) && needsTwo(after);
