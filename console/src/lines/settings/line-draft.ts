import { lineSettings, type LineShown } from "@amaliyat/contract/calls";
import { CALL_LANGUAGES, checkLine, EMERGENCY_LINE, firstSettings, mayCallOut, type CallLanguage } from "@amaliyat/domain/calls";
import { LANGUAGES } from "@amaliyat/domain/kernel";
import { z } from "zod";

const names = z.object({ ar: z.string(), fr: z.string(), en: z.string() });

/** A line's form as it is typed: numbers and times are texts, seconds where the room keeps milliseconds, percent where it keeps shares. */
const draft = z.object({
  number: z.string(),
  /** The version that it was begun on; 0 for a new line. */
  version: z.number(),
  names,
  priority: z.string(),
  announcements: names,
  closedAnnouncement: z.string(),
  always: z.boolean(),
  hours: z.array(z.object({ days: z.array(z.number()), from: z.string(), until: z.string() })),
  menu: z.array(z.object({ digit: z.string(), language: z.enum(CALL_LANGUAGES) })),
  offerS: z.string(),
  wrapUpS: z.string(),
  anyLanguageS: z.string(),
  overflows: z.boolean(),
  overflowAfterS: z.string(),
  overflowTo: z.string(),
  desksS: z.string(),
  soundS: z.string(),
  chiefS: z.string(),
  telephones: z.boolean(),
  telephoneAfterS: z.string(),
  telephoneTo: z.string(),
  callBack: z.boolean(),
  targets: z.array(z.object({ withinS: z.string(), percent: z.string() })),
});
export type LineDraft = z.output<typeof draft>;

export const isLineDraft = (value: unknown): value is LineDraft => draft.safeParse(value).success;

const seconds = (ms: number): string => String(ms / 1000);

/** Minutes of the local day as `08:30`; the end of the day is `24:00`. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The same the other way; null where it is no time of a day. */
export function minuteOf(text: string): number | null {
  const [, hour = "", minute = "00"] = /^\s*(\d{1,2})(?::(\d{2}))?\s*$/.exec(text) ?? [];
  const total = Number(hour) * 60 + Number(minute);
  return hour === "" || Number(minute) > 59 || total > 1440 ? null : total;
}

/** The form of a line, or of one that the room begins with. */
export function draftOfLine(line: LineShown | null): LineDraft {
  const settings = line ?? firstSettings({ ar: "", fr: "", en: "" }, 5);
  const { announcements, hours, menu, overflow, ladder } = settings;
  return {
    number: line?.number ?? "",
    version: line?.version ?? 0,
    names: { ...settings.names },
    priority: String(settings.priority),
    announcements: { ar: announcements.ar ?? "", fr: announcements.fr ?? "", en: announcements.en ?? "" },
    closedAnnouncement: settings.closedAnnouncement ?? "",
    always: hours === null,
    hours: (hours ?? []).map(({ days, fromMinute, untilMinute }) => ({
      days: [...days],
      from: clockOf(fromMinute),
      until: clockOf(untilMinute),
    })),
    menu: Object.entries(menu ?? {}).map(([digit, language]) => ({ digit, language })),
    offerS: seconds(settings.offerMs),
    wrapUpS: seconds(settings.wrapUpMs),
    anyLanguageS: seconds(settings.anyLanguageMs),
    overflows: overflow !== null,
    overflowAfterS: overflow === null ? "60" : seconds(overflow.afterMs),
    overflowTo: overflow?.to ?? "",
    desksS: seconds(ladder.desksMs),
    soundS: seconds(ladder.soundMs),
    chiefS: seconds(ladder.chiefMs),
    telephones: ladder.telephone !== null,
    telephoneAfterS: ladder.telephone === null ? "30" : seconds(ladder.telephone.afterMs),
    telephoneTo: ladder.telephone?.to ?? "",
    callBack: settings.callBack,
    targets: settings.targets.map(({ withinS, share }) => ({ withinS: String(withinS), percent: String(Math.round(share * 1000) / 10) })),
  };
}

/** A number that was typed, in any of the ways that it is written here; NaN for anything else, which no rule takes. */
const typed = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text.trim().replace(",", ".")));
const ms = (text: string): number => Math.round(typed(text) * 1000);
const file = (text: string): string | null => (text.trim() === "" ? null : text.trim());

type Body = z.output<typeof lineSettings> & { readonly version: number };
export type CheckedLine =
  | { readonly ok: true; readonly number: string; readonly body: Body }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

/** Names of form fields that differ from the room's names. */
const FIELDS: Readonly<Record<string, string>> = { offerMs: "offerS", wrapUpMs: "wrapUpS", anyLanguageMs: "anyLanguageS" };

/** The place on the form for a path of the body. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [first = "", second = "", third = ""] = path.map(String);
  if (first === "ladder" && second === "telephone") return third === "to" ? "telephoneTo" : "telephoneAfterS";
  if (first === "ladder") return `${second.replace(/Ms$/u, "")}S`;
  if (first === "overflow") return second === "to" ? "overflowTo" : "overflowAfterS";
  if (first === "targets" && third === "share") return `targets.${second}.percent`;
  if (first === "hours" && second !== "") return `hours.${second}`;
  return FIELDS[first] ?? path.slice(0, 3).map(String).join(".");
}

/** The field that a refusal is about, where it is not the hours. */
const FIELD_OF: Readonly<Record<string, string>> = { "line.never_behind_a_menu": "menu" };

/** Body to send, or the wrong fields, such as `names.fr` or `targets.1.percent`. */
export function checkLineDraft(given: LineDraft): CheckedLine {
  const { number, version } = given;
  const isFirst = number === EMERGENCY_LINE;
  const wrong = new Set<string>();
  if (!/^\d{2,15}$/.test(number.trim())) wrong.add("number");
  const digits = given.menu.map(({ digit }) => digit.trim());
  digits.forEach((digit, nth) => (!/^[0-9*#]$/.test(digit) || digits.indexOf(digit) !== nth) && wrong.add(`menu.${nth}`));
  const hours = given.always
    ? null
    : given.hours.map(({ days, from, until }) => ({ days, fromMinute: minuteOf(from) ?? -1, untilMinute: minuteOf(until) ?? -1 }));
  hours?.forEach((each, nth) => each.fromMinute >= each.untilMinute && wrong.add(`hours.${nth}`));
  if (hours?.length === 0) wrong.add("hours");
  const settings = {
    names: given.names,
    priority: isFirst ? 1 : typed(given.priority),
    announcements: Object.fromEntries(LANGUAGES.map((language) => [language, file(given.announcements[language])])),
    closedAnnouncement: file(given.closedAnnouncement),
    hours,
    menu: given.menu.length === 0 ? null : Object.fromEntries(given.menu.map(({ digit, language }) => [digit.trim(), language])),
    offerMs: ms(given.offerS),
    wrapUpMs: ms(given.wrapUpS),
    anyLanguageMs: ms(given.anyLanguageS),
    overflow: given.overflows ? { afterMs: ms(given.overflowAfterS), to: given.overflowTo.trim() } : null,
    ladder: {
      desksMs: ms(given.desksS),
      soundMs: ms(given.soundS),
      chiefMs: ms(given.chiefS),
      telephone: given.telephones ? { afterMs: ms(given.telephoneAfterS), to: given.telephoneTo.trim() } : null,
    },
    callBack: given.callBack,
    targets: given.targets.map(({ withinS, percent }) => ({ withinS: typed(withinS), share: typed(percent) / 100 })),
  };
  const parsed = lineSettings.safeParse(settings);
  for (const { path } of parsed.error?.issues ?? []) wrong.add(fieldOf(path));
  // The refusal does not say which of two numbers it is about: each is looked at.
  for (const [field, to] of [
    ["overflowTo", parsed.data?.overflow?.to],
    ["telephoneTo", parsed.data?.ladder.telephone?.to],
  ] as const)
    if (to !== undefined && !mayCallOut(to)) wrong.add(field);
  const refusal = parsed.success && wrong.size === 0 ? checkLine(number.trim(), parsed.data) : null;
  if (refusal !== null) wrong.add(FIELD_OF[refusal.code] ?? "hours");
  return parsed.success && wrong.size === 0 ? { ok: true, number: number.trim(), body: { ...parsed.data, version } } : { ok: false, wrong };
}

/** A digit and a language that are not there yet. */
export function nextChoice(menu: LineDraft["menu"]): { digit: string; language: CallLanguage } {
  const digit = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"].find((each) => !menu.some((one) => one.digit === each)) ?? "";
  return { digit, language: CALL_LANGUAGES.find((each) => !menu.some((one) => one.language === each)) ?? "ar" };
}
