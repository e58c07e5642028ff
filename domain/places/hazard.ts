import { DAY_MS } from "../calendar/index.ts";
import { distanceM, type Point } from "../kernel/index.ts";
import type { HazardCertainty, HazardKind, HazardSource } from "./hazard-kinds.ts";
import type { HazardState } from "./transitions.ts";

/** Area of a hazard: around its point in metres, or at one address, whose words stand on the card. */
export type HazardArea = { readonly kind: "radius"; readonly metres: number } | { readonly kind: "address"; readonly address: string };

export const LEAST_RADIUS_M = 10;
export const MOST_RADIUS_M = 1000;
/** An address is a door: an intervention at its house lies this near to it, with the error of a phone's position. */
export const ADDRESS_REACH_M = 30;
/** Twelve months, with a leap day. */
export const LONGEST_HAZARD_MS = 366 * DAY_MS;

/** Content of a hazard. Times in milliseconds since the Unix epoch; it holds in `[from, until)`. */
export type HazardContent = {
  readonly kind: HazardKind;
  readonly words: string;
  readonly certainty: HazardCertainty;
  readonly source: HazardSource;
  readonly sourceWords: string | null;
  readonly point: Point;
  readonly area: HazardArea;
  /** At the home of a person: nothing of it is shown before a second person has confirmed it. */
  readonly atHome: boolean;
  readonly from: number;
  readonly until: number;
  /** Time of the next review. */
  readonly reviewAt: number;
};

/** A hazard as it stands. */
export type Hazard = {
  readonly hazardId: string;
  readonly version: number;
  readonly state: HazardState;
  /** Author of the current content, or of its renewal. */
  readonly writtenBy: string;
  readonly content: HazardContent;
};

/** Reach of a hazard from its point, in metres. */
export const reachOf = (area: HazardArea): number => (area.kind === "radius" ? area.metres : ADDRESS_REACH_M);

/** True if something at a place is within the reach of a hazard. */
export const reaches = ({ point, area }: Pick<HazardContent, "point" | "area">, place: Point): boolean =>
  distanceM(point, place) <= reachOf(area);

/** True while a hazard holds. */
export const holdsAt = ({ from, until }: Pick<HazardContent, "from" | "until">, at: number): boolean => from <= at && at < until;

/** True if a hazard is shown to crews on their way: it holds, and one at a home was confirmed by a second person. */
export const isShown = ({ state, content }: Pick<Hazard, "state" | "content">, at: number): boolean =>
  holdsAt(content, at) && (state === "confirmed" || (state === "proposed" && !content.atHome));

/** True if a hazard that is in force waits for somebody to look at it again. */
export const isReviewDue = (
  { state, content }: { readonly state: Hazard["state"]; readonly content: Pick<Hazard["content"], "until" | "reviewAt"> },
  at: number,
): boolean => (state === "proposed" || state === "confirmed") && at < content.until && at >= content.reviewAt;
