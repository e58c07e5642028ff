import type { Text3 } from "../kernel/index.ts";

type Ending = {
  readonly code: string;
  readonly labels: Text3;
  /** True if the caller waited in vain: counted as not answered. */
  readonly isAbandoned: boolean;
  /** True if an unanswered call with this ending still counts in the targets: somebody should have answered it. */
  readonly isCounted: boolean;
  /** True if somebody of the room calls back. */
  readonly isCalledBack: boolean;
};

/** Endings of a call. Each ended call has one; all that lists, figures and the call-back list know of an ending stands here. */
export const CALL_ENDINGS = [
  {
    code: "answered",
    labels: { ar: "أُجيب", fr: "Répondu", en: "Answered" },
    isAbandoned: false,
    isCounted: false,
    isCalledBack: false,
  },
  {
    code: "abandoned",
    labels: { ar: "انصرف المتصل", fr: "Abandonné", en: "Abandoned" },
    isAbandoned: true,
    isCounted: true,
    isCalledBack: true,
  },
  {
    code: "zero_second",
    labels: { ar: "أقل من ثانية", fr: "Moins d’une seconde", en: "Under 1 s" },
    isAbandoned: false,
    isCounted: false,
    isCalledBack: true,
  },
  {
    code: "silent",
    labels: { ar: "صامتة", fr: "Silencieux", en: "Silent" },
    isAbandoned: false,
    isCounted: false,
    isCalledBack: false,
  },
  {
    code: "overflowed",
    labels: { ar: "حُوّلت إلى قاعة أخرى", fr: "Passé à une autre salle", en: "Overflowed" },
    isAbandoned: false,
    isCounted: true,
    isCalledBack: false,
  },
  {
    code: "closed",
    labels: { ar: "الخط مغلق", fr: "Ligne fermée", en: "Line closed" },
    isAbandoned: false,
    isCounted: false,
    isCalledBack: false,
  },
  {
    code: "unreached",
    labels: { ar: "لم يُرد علينا", fr: "Non joint", en: "Not reached" },
    isAbandoned: false,
    isCounted: false,
    isCalledBack: false,
  },
  {
    code: "lost",
    labels: { ar: "انقطعت", fr: "Perdu", en: "Lost" },
    isAbandoned: true,
    isCounted: true,
    isCalledBack: true,
  },
  {
    code: "call_back",
    labels: { ar: "طلب إعادة الاتصال", fr: "Rappel demandé", en: "Asked to be called back" },
    isAbandoned: false,
    isCounted: false,
    isCalledBack: true,
  },
] as const satisfies readonly Ending[];
export type CallEnding = (typeof CALL_ENDINGS)[number]["code"];

const codesWhere = (holds: (ending: Ending) => boolean): readonly CallEnding[] =>
  CALL_ENDINGS.flatMap((ending) => (holds(ending) ? [ending.code] : []));

/** Endings of callers who waited in vain. */
export const ABANDONED_ENDINGS = codesWhere(({ isAbandoned }) => isAbandoned);
/** Endings of unanswered calls that count in the targets. */
export const COUNTED_ENDINGS = codesWhere(({ isCounted }) => isCounted);
/** Endings after which somebody of the room calls back. */
export const CALLED_BACK_ENDINGS = codesWhere(({ isCalledBack }) => isCalledBack);

/** The label of an ending. */
export function callEndingLabels(code: CallEnding): Text3 {
  const found = CALL_ENDINGS.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no ending ${code}`);
  return found.labels;
}

/** Facts of a call at its end; times in epoch milliseconds. */
export type CallSoFar = {
  readonly direction: "in" | "out";
  readonly arrivedAt: number;
  readonly answeredAt: number | null;
  /** It was in a talk, and waits for another person now: whoever leaves then has been left alone. */
  readonly waitsAgain: boolean;
  /** Time at which another room took it. */
  readonly overflowedAt: number | null;
  /** A call-taker said that nobody spoke. */
  readonly silent: boolean;
  /** It came while the line was closed. */
  readonly closed: boolean;
  /** The caller has asked to be called back and keeps the place in the queue. */
  readonly callBack: boolean;
};

/** Limit for a call dialled by mistake or in a pocket: its caller is gone within this time. */
export const ZERO_SECOND_MS = 1_000;

/** Ending of a call that ends now; `by` as the telephones report it. */
export function endingOf(call: CallSoFar, by: "caller" | "room" | "lost", at: number): CallEnding {
  if (call.answeredAt !== null && !(call.waitsAgain && call.direction === "in")) return call.silent ? "silent" : "answered";
  if (call.overflowedAt !== null) return "overflowed";
  if (call.direction === "out") return "unreached";
  if (call.callBack) return "call_back";
  if (call.closed) return "closed";
  if (by !== "caller") return "lost";
  // A clock that was put back meanwhile makes nobody a pocket call: the caller is called back.
  const waited = at - call.arrivedAt;
  return !call.waitsAgain && waited >= 0 && waited < ZERO_SECOND_MS ? "zero_second" : "abandoned";
}
