import { changedPartner, newPartner, type Partner } from "@amaliyat/contract/partners";
import { addDays, isLocalDay, localDay, startOfDay } from "@amaliyat/domain/calendar";
import { PARTNER_KINDS, TRANSPORTS, type PartnerKind, type Transport } from "@amaliyat/domain/partners";
import type { z } from "zod";
import { changesWithNames } from "../../lists/index.ts";

/** A partner's form as it is typed. The last day of its authorisation is `YYYY-MM-DD`, included, or empty. */
export type PartnerDraft = {
  readonly code: string;
  readonly ar: string;
  readonly fr: string;
  readonly en: string;
  readonly kind: PartnerKind;
  readonly transport: Transport;
  readonly address: string;
  readonly number: string;
  readonly until: string;
  readonly active: boolean;
};
export type PartnerField = keyof PartnerDraft;

const EMPTY: PartnerDraft = {
  code: "",
  ar: "",
  fr: "",
  en: "",
  kind: "civil_protection",
  transport: "screen",
  address: "",
  number: "",
  until: "",
  active: true,
};

/** The form of a partner, or an empty one. */
export function draftOf(partner: Partner | null): PartnerDraft {
  if (partner === null) return EMPTY;
  const { code, names, kind, transport, address, authorisation, active } = partner;
  const until = authorisation === null ? "" : localDay(Date.parse(authorisation.expiresAt) - 1);
  return { code, ...names, kind, transport, address: address ?? "", number: authorisation?.number ?? "", until, active };
}

const TEXTS = ["code", "ar", "fr", "en", "address", "number", "until"] as const;

/** True if a stored value is a draft of this form. */
export function isPartnerDraft(value: unknown): value is PartnerDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  return (
    TEXTS.every((field) => typeof kept.get(field) === "string") &&
    PARTNER_KINDS.some((one) => one === kept.get("kind")) &&
    TRANSPORTS.some((one) => one === kept.get("transport")) &&
    typeof kept.get("active") === "boolean"
  );
}

/** The field that a path of the contract speaks of. */
export function fieldAt(path: string): PartnerField | null {
  const parts = path.replace(/^body\./u, "").split(".");
  const [first = "", second = ""] = parts;
  if (first === "names") return second === "fr" || second === "en" ? second : "ar";
  if (first === "authorisation") return second === "number" ? "number" : "until";
  return first === "code" || first === "kind" || first === "transport" || first === "address" || first === "active" ? first : null;
}

type Checked<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly wrong: ReadonlySet<PartnerField> };

function bodyOf({ ar, fr, en, kind, transport, address, number, until, active }: PartnerDraft) {
  const isAuthorised = number.trim() !== "" || until !== "";
  const expiresAt = isLocalDay(until) ? new Date(startOfDay(addDays(until, 1))).toISOString() : "";
  return {
    names: { ar, fr, en },
    kind,
    transport,
    address: address.trim() === "" ? null : address.trim(),
    authorisation: isAuthorised ? { number, expiresAt } : null,
    active,
  };
}

function checked<T extends z.ZodType>(schema: T, body: unknown): Checked<z.output<T>> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, body: parsed.data };
  return { ok: false, wrong: new Set(parsed.error.issues.flatMap((issue) => fieldAt(issue.path.join(".")) ?? [])) };
}

/** The body that makes a partner, or the fields that are wrong. */
export const checkNew = (draft: PartnerDraft): Checked<z.output<typeof newPartner>> =>
  checked(newPartner, { code: draft.code, ...bodyOf(draft) });

/** Only what differs from the partner, so that a colleague's change of another field stays; or the fields that are wrong. */
export const checkChange = (partner: Partner, draft: PartnerDraft): Checked<z.output<typeof changedPartner>> =>
  checked(changedPartner, changesWithNames(bodyOf(draftOf(partner)), bodyOf(draft)));
