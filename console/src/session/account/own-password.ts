import { explain } from "@amaliyat/contract/errors";
import type { Problem } from "@amaliyat/contract/route";
import { checkPassword } from "@amaliyat/domain/identity";
import type { Text3 } from "@amaliyat/domain/kernel";

export type OwnPassword = { readonly current: string; readonly next: string };

/** A sentence, and the field that it speaks of; null for the act as a whole. */
export type Told = { readonly field: keyof OwnPassword | null; readonly text: Text3 };

/** Predicts the room's refusal of a new password before it is sent; null if none. */
export function foresee({ current, next }: OwnPassword, username: string): Told | null {
  const [broken] = checkPassword(next, username);
  if (broken) return { field: "next", text: explain(broken.code, broken.params ?? {}) };
  return next === current ? { field: "next", text: explain("password.unchanged", {}) } : null;
}

/** The room's refusal beside the field that it speaks of. */
export function toldBy({ code, text }: Problem): Told {
  if (code === "password.wrong_current") return { field: "current", text };
  return { field: code.startsWith("password.") ? "next" : null, text };
}
