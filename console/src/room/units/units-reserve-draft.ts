import { instantOf, localTime, type ClockTime } from "@amaliyat/ui/i18n";

export const SPANS = ["15", "30", "60", "until"] as const;

/** Length and reason of a reservation, as chosen and typed. `span` is in minutes, or until a time of the clock. */
export type ReserveDraft = { readonly span: (typeof SPANS)[number]; readonly clock: ClockTime | null; readonly reason: string };

export const EMPTY_RESERVE: ReserveDraft = { span: "30", clock: null, reason: "" };

const isClock = (value: unknown): boolean =>
  value === null || (typeof value === "object" && ["hour", "minute", "second"].every((part) => Number.isInteger(Reflect.get(value, part))));

/** True if a stored value is a draft of this form. */
export function isReserveDraft(value: unknown): value is ReserveDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  return SPANS.some((span) => span === kept.get("span")) && isClock(kept.get("clock")) && typeof kept.get("reason") === "string";
}

/** End of the reservation (ms), seen from now: a time of the clock already past today means tomorrow. Null while no time can be read. */
export function reservedUntil({ span, clock }: ReserveDraft, now: number): number | null {
  if (span !== "until") return now + Number(span) * 60_000;
  const today = localTime(now);
  const later = localTime(now + 24 * 3_600_000);
  if (clock === null || today === undefined || later === undefined) return null;
  const at = instantOf(today, clock);
  return at !== undefined && at > now ? at : (instantOf(later, clock) ?? null);
}
