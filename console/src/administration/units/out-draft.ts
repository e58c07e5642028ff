import type { service } from "@amaliyat/contract/dispatch";
import { OUT_REASONS, type OutReason } from "@amaliyat/domain/dispatch";
import type { z } from "zod";

/** Reason that a unit leaves service, as chosen and typed. */
export type OutDraft = { readonly reason: OutReason | ""; readonly note: string };

export const EMPTY_OUT: OutDraft = { reason: "", note: "" };

/** True if a stored value is a draft of this form. */
export function isOutDraft(value: unknown): value is OutDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  const reason = kept.get("reason");
  return typeof kept.get("note") === "string" && (reason === "" || OUT_REASONS.some((one) => one === reason));
}

/** The body that takes a unit out; null while no reason is chosen, or while «other» is not said in words. */
export function outBody({ reason, note }: OutDraft): z.input<typeof service> | null {
  const said = note.trim();
  if (reason === "" || (reason === "other" && said === "")) return null;
  return { available: false, reason, ...(said === "" ? {} : { note: said }) };
}
