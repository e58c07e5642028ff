import { APPROVAL_STATES } from "@amaliyat/domain/approvals";
import { z } from "zod";
import { changedUser, newUser, personNamed, role, sector } from "../identity/shapes.ts";
import { id, instant, line } from "../route/fields.ts";

/** Time that the log keeps persons and details; `rule` names the order of the authority. Nothing younger than a year is erased. */
export const retentionRule = z.object({ rule: line(80), retentionDays: z.number().int().min(365).max(36_500) });
export type RetentionRule = z.output<typeof retentionRule>;

/** Requests that may wait for a second person: each kind with its content, as the confirming person reads it. */
export const askedOf = {
  "user.designate": z.object({ user: newUser }),
  "user.change": z.object({ user: personNamed, before: changedUser, after: changedUser }),
  "user.code": z.object({ user: personNamed }),
  "user.factors": z.object({ user: personNamed, passkeys: z.number().int(), codes: z.boolean() }),
  /** `before` is null for a new sector. */
  "sector.move": z.object({ before: sector.nullable(), after: sector }),
  "log.retention": z.object({ before: retentionRule.nullable(), after: retentionRule }),
} as const;
export type ApprovalKind = keyof typeof askedOf;
export type AskedOf<K extends ApprovalKind> = z.output<(typeof askedOf)[K]>;

export const asked = z.discriminatedUnion("kind", [
  askedOf["user.designate"].extend({ kind: z.literal("user.designate") }),
  askedOf["user.change"].extend({ kind: z.literal("user.change") }),
  askedOf["user.code"].extend({ kind: z.literal("user.code") }),
  askedOf["user.factors"].extend({ kind: z.literal("user.factors") }),
  askedOf["sector.move"].extend({ kind: z.literal("sector.move") }),
  askedOf["log.retention"].extend({ kind: z.literal("log.retention") }),
]);
export type Asked = z.output<typeof asked>;

export const party = z.object({ userId: id, name: z.string(), role });

export const approval = z.object({
  approvalId: id,
  asked,
  state: z.enum(APPROVAL_STATES),
  askedBy: party,
  askedAt: instant,
  expiresAt: instant,
  approverRoles: z.array(role),
  /** The account that the act is about; null while there is none. */
  concerns: id.nullable(),
  decidedBy: party.nullable(),
  decidedAt: instant.nullable(),
  reason: z.string().nullable(),
});
export type Approval = z.output<typeof approval>;
