import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto";
import { z } from "zod";
import { canonicalJson, type Json } from "./tree/canonical-json.ts";

/** One consent to a rule, signed with the room's key at the moment at which this person gave it. */
const approval = z.object({
  userId: z.string().min(1),
  name: z.string(),
  role: z.string().min(1),
  at: z.iso.datetime(),
  signature: z.string(),
});

const order = z.object({
  /** Names the rule in the order of the authority, for example "log-details-2026". */
  rule: z.string().min(1),
  retentionDays: z.number().int(),
  askedBy: approval,
  approvedBy: approval,
});

/** A rule by which details are erased once they are old enough: adopted by two people, it is carried out every day without them. */
export type ErasureOrder = z.output<typeof order>;
export type RetentionRule = Pick<ErasureOrder, "rule" | "retentionDays">;
export type Consent = Omit<ErasureOrder["askedBy"], "signature">;

/** Nothing younger than a year is erased by any rule: so long may a person ask who looked at his pictures. */
export const MIN_RETENTION_DAYS = 365;

const DOMAIN = "amaliyat/log-erasure/v1\n";
const DAY_MS = 86_400_000;

const signatureOf = (key: KeyObject, { rule, retentionDays }: RetentionRule, { userId, name, role, at }: Consent): Buffer =>
  createHmac("sha256", key).update(DOMAIN).update(canonicalJson({ rule, retentionDays, userId, name, role, at })).digest();

/** Signs that a person consents to a rule now. Called when he acts, in his own session; the room vouches that it was he. */
export const consent = (key: KeyObject, rule: RetentionRule, who: Consent): ErasureOrder["askedBy"] => ({
  ...who,
  signature: signatureOf(key, rule, who).toString("hex"),
});

function isSigned(key: KeyObject, rule: RetentionRule, given: ErasureOrder["askedBy"]): boolean {
  const wanted = signatureOf(key, rule, given);
  const found = Buffer.from(given.signature, "hex");
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}

/** Reads an order; null if it is none. */
export function readOrder(value: unknown): ErasureOrder | null {
  const parsed = order.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Why an order does not count; null if it does. Without the key the signatures are not looked at. */
export function faultOfOrder(given: ErasureOrder, key: KeyObject | null): string | null {
  if (given.retentionDays < MIN_RETENTION_DAYS) return `its rule keeps less than ${MIN_RETENTION_DAYS} days`;
  if (given.askedBy.userId === given.approvedBy.userId) return "one person alone consented to it";
  if (key !== null && !(isSigned(key, given, given.askedBy) && isSigned(key, given, given.approvedBy)))
    return "a consent to it is not signed";
  return null;
}

/** The span that an erasure took, and its order. */
export type Erasure = {
  readonly index: number;
  readonly at: number;
  readonly before: number;
  readonly first: number;
  readonly last: number;
  readonly entries: number;
  readonly order: ErasureOrder | null;
};

const record = z.object({ before: z.iso.datetime(), first: z.number(), last: z.number(), entries: z.number() });

/** The erasure that an entry records; null if it records none. */
export function erasureOf(index: number, { type, at, detail }: { readonly [key: string]: Json }): Erasure | null {
  const parsed = record.safeParse(detail);
  if (type !== "log.erased" || typeof at !== "string" || !parsed.success) return null;
  const { before, ...span } = parsed.data;
  return { index, at: Date.parse(at), before: Date.parse(before), ...span, order: readOrder(detail) };
}

/** Why an erasure does not count; null if it does. */
export function faultOfErasure({ order: given, at, before }: Erasure, key: KeyObject | null): string | null {
  if (given === null) return "it names no rule to which two people consented";
  if (before > at - given.retentionDays * DAY_MS) return "it took more than its rule allows";
  return faultOfOrder(given, key);
}

/** The latest time that an order lets be erased. */
export const erasableBefore = ({ retentionDays }: RetentionRule, at: number): number => at - retentionDays * DAY_MS;

/** True if an erasure may have taken this entry. */
export const covers = ({ first, last, index, before }: Erasure, entry: { readonly index: number; readonly at: number }): boolean =>
  first <= entry.index && entry.index <= last && entry.index < index && entry.at < before;
