import type { Language, Refusal, Text3 } from "../kernel/index.ts";
import type { LineRules } from "./acd/index.ts";
import { FIRST_LADDER, type Ladder } from "./ladder.ts";
import type { CallLanguage } from "./languages.ts";
import { mayCallOut } from "./phone-number.ts";
import { areHours, isOpenAt, type Opening } from "./opening-hours.ts";

/** The line that is never behind a menu, never closed, and to which no caller is refused: Police secours. */
export const EMERGENCY_LINE = "17";

/** Share of calls that is to be answered within so many seconds. */
export type Target = { readonly withinS: number; readonly share: number };

/** NENA-STA-020.1 (2020), 2.2.1: 90 % of calls within 15 s, 95 % within 20 s. */
export const NENA_TARGETS: readonly Target[] = [
  { withinS: 15, share: 0.9 },
  { withinS: 20, share: 0.95 },
];

/** Everything that is set of a line. Times in ms; files of announcements by language, null where none is played. */
export type LineSettings = {
  readonly names: Text3;
  /** 1 comes first. */
  readonly priority: number;
  readonly announcements: Readonly<Record<Language, string | null>>;
  /** Announcement to a caller while the line is closed. */
  readonly closedAnnouncement: string | null;
  readonly hours: readonly Opening[] | null;
  /** Digit → language that the caller chooses with it; null where nothing is asked. */
  readonly menu: Readonly<Record<string, CallLanguage>> | null;
  readonly offerMs: number;
  readonly wrapUpMs: number;
  readonly anyLanguageMs: number;
  /** After how long, and to which number, a call goes that nobody takes; on a line of priority 1 it rings beside the desks. */
  readonly overflow: { readonly afterMs: number; readonly to: string } | null;
  /** Escalation for a waiting caller; only for a line of people in danger. */
  readonly ladder: Ladder;
  /** A waiting caller may press a key to be called back in the same place. */
  readonly callBack: boolean;
  readonly targets: readonly Target[];
};

export type Line = LineSettings & { readonly number: string; readonly version: number; readonly closed: boolean };

export type LineRefusal = Refusal<"line.never_closed" | "line.never_behind_a_menu" | "line.hours_wrong" | "call.number_not_allowed">;

/** Checks the settings of a line; null if they are allowed. */
export function checkLine(
  number: string,
  { hours, menu, overflow, ladder }: Pick<LineSettings, "hours" | "menu" | "overflow" | "ladder">,
): LineRefusal | null {
  if (number === EMERGENCY_LINE && hours !== null) return { code: "line.never_closed" };
  if (number === EMERGENCY_LINE && menu !== null) return { code: "line.never_behind_a_menu" };
  for (const outside of [overflow, ladder.telephone])
    if (outside !== null && !mayCallOut(outside.to)) return { code: "call.number_not_allowed" };
  return hours !== null && !areHours(hours) ? { code: "line.hours_wrong" } : null;
}

/** True if a call that comes now is put through to somebody. */
export const isAnswered = (line: Pick<Line, "number" | "closed" | "hours">, at: number): boolean =>
  line.number === EMERGENCY_LINE || (!line.closed && isOpenAt(line.hours, at));

/** Keys by which a caller may ask to be called back, the first that the menu of the line leaves free. */
const CALL_BACK_KEYS = ["1", "2", "3", "4", "5"] as const;
export type CallBackKey = (typeof CALL_BACK_KEYS)[number];

/** The key of a line by which a caller asks to be called back; null where that is not offered. */
export const callBackKey = ({ callBack, menu }: Pick<LineSettings, "callBack" | "menu">): CallBackKey | null =>
  callBack ? (CALL_BACK_KEYS.find((key) => menu === null || !Object.hasOwn(menu, key)) ?? null) : null;

/**
 * Wait of a caller before the other room of the line is asked, ms; `afterMs` is the line's own setting. A caller in danger keeps place and
 * alarm meanwhile. There it is a step of the ladder, at the latest with the supervisors' alarm.
 */
export const patienceOf = ({ priority, ladder }: Pick<LineSettings, "priority" | "ladder">, afterMs: number): number =>
  priority === 1 ? Math.min(afterMs, ladder.chiefMs) : afterMs;

/** Rules of a line for the queue, from its settings. */
export const rulesOfLine = ({ number, priority, offerMs, wrapUpMs, anyLanguageMs, overflow, ladder, callBack }: Line): LineRules => ({
  lineId: number,
  priority,
  offerMs,
  wrapUpMs,
  anyLanguageMs,
  overflowMs: priority === 1 || overflow === null ? null : overflow.afterMs,
  otherRoomMs: priority === 1 && overflow !== null ? patienceOf({ priority, ladder }, overflow.afterMs) : null,
  telephoneMs: priority === 1 ? (ladder.telephone?.afterMs ?? null) : null,
  callBack,
});

/** The settings that a line of the room begins with. */
export const firstSettings = (names: Text3, priority: number): LineSettings => ({
  names,
  priority,
  announcements: { ar: "welcome-ar.wav", fr: "welcome-fr.wav", en: null },
  closedAnnouncement: null,
  hours: null,
  menu: null,
  offerMs: 15_000,
  wrapUpMs: priority === 1 ? 0 : 20_000,
  anyLanguageMs: 20_000,
  overflow: null,
  ladder: FIRST_LADDER,
  // A caller in danger is not asked to hang up, unless the room sets it so.
  callBack: priority !== 1,
  targets: NENA_TARGETS,
});
