import { LIMIT_CODES, LONGEST_LIMIT_S, type LimitCode, type Limits } from "@amaliyat/domain/shifts";

/** Typed values over the limits in force. A limit without a typed value stays as it is. */
export type LimitDraft = Readonly<Partial<Record<LimitCode, string>>>;

function secondsOf(typed: string): number | null {
  const value = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : 0;
  return value >= 1 && value <= LONGEST_LIMIT_S ? value : null;
}

/** The limits with the typed values; null if a field is no whole number of seconds from one to a week. */
export function limitsOf(held: Limits, draft: LimitDraft): Record<LimitCode, number> | null {
  const next: Record<LimitCode, number> = { ...held };
  for (const code of LIMIT_CODES) {
    const typed = draft[code];
    const value = typed === undefined ? held[code] : secondsOf(typed);
    if (value === null) return null;
    next[code] = value;
  }
  return next;
}
