import type { LogGroup } from "./groups.ts";

/** One type of the log, with its group and its words. */
export const of = <const T extends string>(type: T, group: LogGroup, ar: string, fr: string, en: string) => ({
  type,
  group,
  label: { ar, fr, en },
});
