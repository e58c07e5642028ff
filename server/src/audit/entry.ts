import { randomBytes } from "node:crypto";
import type { LogType } from "@amaliyat/contract/audit";
import { canonicalJson, storableJson, storableText, type Json } from "./tree/canonical-json.ts";
import { sha256 } from "./tree/merkle.ts";

/** Person or program that acted. */
export type Actor = {
  readonly userId: string | null;
  readonly name: string | null;
  readonly role: string;
  readonly sessionId?: string | null | undefined;
};

/** Log entry as a use case hands it in. With a `refusalCode` it records a refusal, without one a completed act. */
export type NewEntry = {
  readonly at: number;
  readonly type: LogType;
  /** Absent where the room itself acted, or where nobody is known yet. */
  readonly actor?: Actor | null | undefined;
  readonly subject?: { readonly kind: string; readonly id: string } | null | undefined;
  readonly sectorId?: string | null | undefined;
  readonly purpose?: string | null | undefined;
  /** Reason to which the act belongs: the open intervention, a case number or a coded reason. */
  readonly workItem?: string | null | undefined;
  readonly refusalCode?: string | null | undefined;
  /** Anything else worth knowing, as plain data; never a secret. */
  readonly detail?: Readonly<Record<string, unknown>> | null | undefined;
};

/**
 * An entry as it is committed to and exported: every column but the index, which is the place of its leaf in the tree.
 * `at` is ISO 8601 in UTC with milliseconds; `type` is text because old types outlive the vocabulary.
 */
export type EntryFields = {
  readonly at: string;
  readonly type: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly actorRole: string;
  readonly sessionId: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly sectorId: string | null;
  readonly purpose: string | null;
  readonly workItem: string | null;
  readonly outcome: string;
  readonly refusalCode: string | null;
  readonly detail: Json;
};

/** Length of a salt, in bytes: too long to guess, so a commitment alone says nothing of a name or a badge. */
export const SALT_BYTES = 32;

export const newSalt = (): Buffer => randomBytes(SALT_BYTES);

const text = (value: string | null | undefined): string | null => (value === null || value === undefined ? null : storableText(value));

/** The columns of an entry, made storable whatever text they hold. */
export function fieldsOf(entry: NewEntry): EntryFields {
  const refusalCode = text(entry.refusalCode);
  return {
    at: new Date(entry.at).toISOString(),
    type: entry.type,
    actorId: text(entry.actor?.userId),
    actorName: text(entry.actor?.name),
    actorRole: storableText(entry.actor?.role ?? "system"),
    sessionId: text(entry.actor?.sessionId),
    subjectKind: text(entry.subject?.kind),
    subjectId: text(entry.subject?.id),
    sectorId: text(entry.sectorId),
    purpose: text(entry.purpose),
    workItem: text(entry.workItem),
    outcome: refusalCode === null ? "done" : "refused",
    refusalCode,
    detail: storableJson(entry.detail),
  };
}

const DOMAIN = Buffer.from("amaliyat/log/v1\n", "utf8");

/**
 * Commitment of an entry in the tree: SHA-256("amaliyat/log/v1
 * " || salt || canonical JSON of its fields). These 32 bytes are the entry of the log in the sense of C2SP tlog-tiles.
 */
export const commitmentOf = (fields: { readonly [key: string]: Json }, salt: Uint8Array): Buffer =>
  sha256(Buffer.concat([DOMAIN, salt, Buffer.from(canonicalJson(fields), "utf8")]));
