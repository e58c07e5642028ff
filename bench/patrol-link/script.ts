import type { Point } from "@amaliyat/domain/kernel";
import { pickFrom, seededRandom } from "../room/random.ts";
import type { Cut } from "./weather.ts";

/** Beginning of a crew's work: sent by the room, met on the way, or taken by its number after a radio message. */
type Beginning = "sent" | "met" | "taken";

/** One intervention of a crew. `at`: when it begins, in seconds of the shift. */
export type Job = {
  readonly name: string;
  readonly at: number;
  readonly beginning: Beginning;
  readonly refuses: boolean;
  readonly note: string | null;
  readonly photo: boolean;
  readonly well: boolean;
  readonly hurt: boolean;
  readonly words: string;
  /** Fault of the phone while the crew is there. */
  readonly befalls: "help" | "dies" | "changes_hands" | null;
};

/** Work of one crew in a shift. */
export type Shift = { readonly unit: string; readonly jobs: readonly Job[] };

/** A shift of several crews, with the cuts of its link; all times in seconds of the shift. */
export type Script = {
  readonly seconds: number;
  readonly shifts: readonly Shift[];
  readonly cuts: readonly (Cut & { readonly at: number })[];
};

const [SHORTEST_S, LONGEST_S] = [10, 600];
const SECONDS_BETWEEN_CUTS = 1_800;

function jobOf(unit: string, nth: number, at: number, befalls: Job["befalls"], random: () => number): Job {
  const name = `${unit}-${String(nth + 1).padStart(2, "0")}`;
  const beginning: Beginning = nth % 7 === 3 ? "met" : nth % 9 === 5 ? "taken" : "sent";
  return {
    name,
    at,
    beginning,
    refuses: beginning === "sent" && befalls === null && random() < 0.1,
    note: random() < 0.6 ? `ملاحظة ${name}` : null,
    photo: random() < 0.4,
    well: random() < 0.3,
    hurt: random() < 0.2,
    words: `انتهى ${name}`,
    befalls,
  };
}

/** The same shift for the same seed: so many interventions for each of the units, spread over its hours. */
export function scriptOf(seed: number, hours: number, units: readonly string[], each: number): Script {
  const random = seededRandom(seed);
  const seconds = hours * 3600;
  const shifts = units.map((unit, at) => {
    const befalls = new Map<number, Job["befalls"]>([
      [Math.floor(each * 0.3), at === 0 ? "help" : "dies"],
      [Math.floor(each * 0.6), at === 0 ? "dies" : "changes_hands"],
    ]);
    const jobs = Array.from({ length: each }, (_, nth) =>
      jobOf(unit, nth, ((nth + 0.6 * random()) * seconds) / each, befalls.get(nth) ?? null, random),
    );
    return { unit, jobs };
  });
  const count = Math.max(1, Math.floor(seconds / SECONDS_BETWEEN_CUTS));
  // Short ones are many and long ones few: the logarithm is even.
  const cuts = Array.from({ length: count }, (_, nth) => ({
    at: ((nth + random()) * 0.9 * seconds) / count,
    kind: pickFrom(["silent", "broken"] as const, random),
    ms: 1000 * SHORTEST_S * (LONGEST_S / SHORTEST_S) ** random(),
  }));
  return { seconds, shifts, cuts };
}

/** Way of a crew. Its nth place lies 11 m north of the one before, so that the order of places can be read from them. */
export const placeOnWay = (crew: number, nth: number): Point => ({
  lat: Number((31.9505 + nth * 0.0001).toFixed(4)),
  lon: 5.305 + crew * 0.01,
});
