import { startChromium } from "../browser/chromium.ts";
import { builtConsole } from "../console/built.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { missing } from "./notebook.ts";
import { scriptOf } from "./script.ts";
import { playShift, type How, type ShiftDone } from "./shift-on.ts";

const SEED = 1611;
const UNITS = ["P-1", "P-2"];
/** A cut that is shorter than the delay is none that anybody would feel. */
const LEAST_CUT_MS = 2_000;

/**
 * Size of a run. The link is never made faster: its delay, its loss and the last cut are real time. The other cuts shrink with the shift.
 */
type Size = { readonly hours: number; readonly each: number; readonly minutes: number; readonly lastCutMs: number };
const sizeOf = ({ quick, minutes }: Options): Size =>
  quick
    ? { hours: 0.5, each: 2, minutes: 0.4, lastCutMs: 5_000 }
    : // Longer than the app waits for any answer, so that everything that was under way is given up and sent again.
      { hours: 8, each: 20, minutes: minutes ?? 10, lastCutMs: 45_000 };

function rowsFor(name: string, subject: string, done: ShiftDone, perfect: ShiftDone): Row[] {
  const { did, end } = done;
  const [lost, doubled] = [missing(did, end.effects), missing(end.effects, did)];
  const different = [...missing(end.things, perfect.end.things), ...missing(perfect.end.things, end.things)];
  const tell = (what: string, list: readonly string[]): void => list.slice(0, 12).forEach((each) => say(`${subject}, ${what}: ${each}`));
  tell("lost", lost);
  tell("doubled", doubled);
  tell("out of order", done.outOfOrder);
  tell("different", different);
  tell("refused on the phone", done.refused);
  return rowsOf(name, subject, [
    ["lost", lost.length, "acts"],
    ["doubled", doubled.length, "acts"],
    ["out_of_order", done.outOfOrder.length, "stamps"],
    ["different_end_states", different.length, "things"],
    ["acts", did.length, "acts"],
    ["positions", end.ways.reduce((sum, way) => sum + way.length, 0), "positions"],
    ["settled_s", done.settledS, "s"],
    ["wake_p50_ms", percentile(done.wakesMs, 0.5), "ms"],
    ["wake_p95_ms", percentile(done.wakesMs, 0.95), "ms"],
    ["requests", done.requests, "requests"],
    ["requests_lost", done.lost, "requests"],
    ["cuts", done.cutS.length, "cuts"],
    ["cut_total_s", done.cutS.reduce((a, b) => a + b, 0), "s"],
    ["cut_longest_s", Math.max(0, ...done.cutS), "s"],
  ]);
}

/** A shift of two crews on a bad link, and the same on a perfect one at the same time: both rooms must end alike. */
export async function run(options: Options): Promise<Row[]> {
  const { hours, each, minutes, lastCutMs } = sizeOf(options);
  await builtConsole();
  const script = scriptOf(SEED, hours, UNITS, each);
  const msPerSecond = (minutes * 60_000) / script.seconds;
  const cutMs = (ofShift: number): number => Math.max(LEAST_CUT_MS, (ofShift / 1000) * msPerSecond);
  await using chromium = await startChromium();
  const shift = { script, msPerSecond };
  const bad: How = { ...shift, name: "bad link", link: { cutMs, lastCut: { kind: "silent", ms: lastCutMs } } };
  const perfect: How = { ...shift, name: "perfect link", link: null };
  const [onBad, onPerfect] = await Promise.all([playShift(chromium.browser, bad), playShift(chromium.browser, perfect)]);
  say(`${script.shifts.length} crews, ${hours} h in ${minutes} min, load ${loadNow()}`);
  const pace = `${options.quick ? "quick: " : ""}${hours} h, 30 % loss, 2 s delay, cuts`;
  return [...rowsFor(pace, "amaliyat", onBad, onPerfect), ...rowsFor(pace, "perfect link", onPerfect, onPerfect)];
}
