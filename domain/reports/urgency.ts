import type { Text3 } from "../kernel/index.ts";
import { reportKind, type ReportKind } from "./kinds.ts";

/** From this score on the reports of a device, or of a network, come after others; none is left out. */
export const DOUBTED = 2;

/** A fix of the phone counts up to this radius; a wider one says the town and no more. Metres. */
export const FIX_M = 200;

/**
 * Number of reports that make a crowd: of one class, from one network or address, within `CROWD_MS`. A crowd is a flood, or a mast beside a
 * great event.
 */
export const CROWD_FROM = 6;
export const CROWD_MS = 10 * 60_000;

/** Reports of other networks near a place within `SPREAD_MS` confirm each other from this number of networks on. */
export const SPREAD_NETWORKS = 2;
export const SPREAD_M = 300;
export const SPREAD_MS = 15 * 60_000;

/** Reasons for a report's rank; shown on the desk in these words. */
export const RANK_REASONS = [
  { reason: "first_by_hand", labels: { ar: "قدّمه شخص من القاعة", fr: "Mis en tête par la salle", en: "Put first by the room" } },
  { reason: "last_by_hand", labels: { ar: "أخّره شخص من القاعة", fr: "Mis en queue par la salle", en: "Put last by the room" } },
  { reason: "answered", labels: { ar: "رد صاحبه على سؤال القاعة", fr: "A répondu à la salle", en: "Answered the room" } },
  { reason: "fix", labels: { ar: "موقع من الهاتف", fr: "Position du téléphone", en: "Place from the phone" } },
  { reason: "proven", labels: { ar: "أتم الهاتف التحقق", fr: "Vérification du téléphone faite", en: "Phone did the check" } },
  { reason: "spread", labels: { ar: "تؤكده شبكات أخرى", fr: "Confirmé par d’autres réseaux", en: "Confirmed by other networks" } },
  { reason: "trusted", labels: { ar: "صدق هذا الجهاز من قبل", fr: "Appareil déjà reconnu", en: "Device was right before" } },
  {
    reason: "crowd",
    labels: { ar: "تبليغات كثيرة من الشبكة نفسها", fr: "Beaucoup d’envois du même réseau", en: "Many from the same network" },
  },
  { reason: "device", labels: { ar: "أزعج هذا الجهاز من قبل", fr: "Appareil déjà importun", en: "Device sent nuisance before" } },
  {
    reason: "network",
    labels: { ar: "تبليغات كيدية سابقة من الشبكة نفسها", fr: "Réseau déjà importun", en: "Network sent nuisance before" },
  },
] as const satisfies readonly { readonly reason: string; readonly labels: Text3 }[];
export type RankReason = (typeof RANK_REASONS)[number]["reason"];

/** A person of the room overrules the signals; null leaves it to them. */
export const RANKS_BY_HAND = ["first", "last"] as const;
export type RankByHand = (typeof RANKS_BY_HAND)[number];

/** Signals of a report that waits. Counts are of the report's own class (danger, or the rest), itself left out. */
export type Signals = {
  readonly danger: boolean;
  readonly kind: ReportKind;
  /** Radius of the phone's own fix in metres; null without one. */
  readonly fixM: number | null;
  /** The phone did work for it after it was sent. Of calm reports this is asked before, and says nothing. */
  readonly proven: boolean;
  /** Its author answered a question of the room. */
  readonly answered: boolean;
  /** A person of the room took a report of its device at face value. */
  readonly trusted: boolean;
  /** Reports of its address, and of its network, within `CROWD_MS`. */
  readonly ofAddress: number;
  readonly ofNetwork: number;
  /** Other networks with a report near it within `SPREAD_MS`. */
  readonly networksNear: number;
  /** Nuisance scores of its device and of its network. */
  readonly deviceNuisance: number;
  readonly networkNuisance: number;
  readonly byHand: RankByHand | null;
};

/** 0 is looked at first. Danger lies below `CALM_FROM`, all else at it and above. */
export type Ranked = { readonly urgency: number; readonly reasons: readonly RankReason[] };
export const CALM_FROM = 200;
/** Waves of danger stand behind each single danger and before all that is calm. */
export const WAVE_URGENCY = 190;
const BY_HAND: Readonly<Record<RankByHand, number>> = { first: 1, last: 180 };
const [DANGER_FIRST, DANGER_LAST] = [2, 179];
const MIDDLE = 90;

/**
 * Weights of danger. A crowd weighs more than a fix and a proof together. So a flood with both still ranks behind a report of a quiet
 * network that has neither. It weighs less than all that an honest report of the same network can show.
 */
const WEIGHTS = {
  answered: -30,
  fix: -12,
  proven: -12,
  spread: -10,
  trusted: -10,
  crowd: 26,
  device: 12,
  network: 12,
} as const satisfies Partial<Record<RankReason, number>>;

const isFix = ({ fixM }: Pick<Signals, "fixM">): boolean => fixM !== null && fixM <= FIX_M;

function reasonsOf(signals: Signals): (keyof typeof WEIGHTS)[] {
  const reasons: readonly (readonly [boolean, keyof typeof WEIGHTS])[] = [
    [signals.answered, "answered"],
    [isFix(signals), "fix"],
    [signals.danger && signals.proven, "proven"],
    [signals.networksNear >= SPREAD_NETWORKS, "spread"],
    [signals.trusted, "trusted"],
    [signals.danger && Math.max(signals.ofAddress, signals.ofNetwork) >= CROWD_FROM, "crowd"],
    [signals.deviceNuisance >= DOUBTED, "device"],
    [signals.networkNuisance >= DOUBTED, "network"],
  ];
  return reasons.flatMap(([holds, reason]) => (holds ? [reason] : []));
}

/** Ranks a report by its signals, with the reasons in words. Danger stands before all that is none, whatever its network and device were worth. */
export function rankReport(signals: Signals): Ranked {
  const found = reasonsOf(signals);
  const { danger, byHand, kind } = signals;
  if (byHand !== null && danger) return { urgency: BY_HAND[byHand], reasons: [`${byHand}_by_hand`, ...found] };
  if (!danger) {
    const isDoubted = found.includes("device") || found.includes("network");
    const rank = byHand === "first" ? 0 : byHand === "last" ? 9 : reportKind(kind).rank + (isDoubted ? 3 : 0);
    return { urgency: CALM_FROM + rank * 10, reasons: byHand === null ? found : [`${byHand}_by_hand`, ...found] };
  }
  const weight = found.reduce((sum, reason) => sum + WEIGHTS[reason], MIDDLE);
  return { urgency: Math.min(DANGER_LAST, Math.max(DANGER_FIRST, weight)), reasons: found };
}

/** A row of the queue, as its place there is decided. `receivedAt` in ms. */
export type InQueue = { readonly urgency: number; readonly receivedAt: number; readonly reportId: string };

/** Compares two rows of the queue: by urgency, then by the longer wait. Ids separate simultaneous ones, as in the database. */
export const byUrgency = (a: InQueue, b: InQueue): number =>
  a.urgency - b.urgency || a.receivedAt - b.receivedAt || (a.reportId < b.reportId ? -1 : a.reportId > b.reportId ? 1 : 0);
