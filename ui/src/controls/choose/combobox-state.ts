import { searchItems } from "../../i18n/fold.ts";

export interface ComboboxOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Said at the end of the line, in grey: a code, a kind, a place. Searched too. */
  readonly detail?: string | undefined;
  /** Other words that find it: the same name in another language, a code. */
  readonly keywords?: string | undefined;
  /** Reason that it cannot be chosen; it stays listed. */
  readonly disabledReason?: string | undefined;
}

export function filterOptions<V extends string>(options: readonly ComboboxOption<V>[], query: string): readonly ComboboxOption<V>[] {
  return searchItems(options, query, (option) => [option.label, option.detail, option.keywords].filter(Boolean).join(" "));
}

/** The active line after a key: stays inside the list; -1 (none) goes to the first or the last. */
export function moveActive(active: number, count: number, key: string): number {
  if (count === 0) return -1;
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, active + 1);
    case "ArrowUp":
      return active < 0 ? last : Math.max(0, active - 1);
    case "PageDown":
      return Math.min(last, active + 8);
    case "PageUp":
      return Math.max(0, active - 8);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return active;
  }
}

/** The line that a digit key (`Digit4`, `Numpad4`) picks; undefined for another key or a digit without a line. */
export function digitIndex(code: string, count: number): number | undefined {
  const digit = /^(?:Digit|Numpad)([1-9])$/u.exec(code)?.[1];
  const index = Number(digit) - 1;
  return digit !== undefined && index < count ? index : undefined;
}
