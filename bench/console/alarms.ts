import { temporaryFolder } from "../harness/folders.ts";
import type { Options } from "../harness/options.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { seededRandom } from "../room/random.ts";
import { bundledRules } from "./shift/bundle.ts";
import { DEMONSTRATION, makeShift, NORMAL, SHIFT_MS, type Pace } from "./shift/make-shift.ts";

const SEED = 15;
const HOURS = SHIFT_MS / 3_600_000;

/** Alarms that each desk is told of in normal shifts: on average an hour, and in the worst hour of all shifts. The same at the demonstration's pace. */
export async function alarms({ quick }: Options): Promise<Row[]> {
  const count = quick ? 4 : 20;
  await using folder = await temporaryFolder();
  const { ALARM_KINDS, DESKS, heardIn } = await bundledRules(folder.path);
  const rows = (name: string, pace: Pace): Row[] => {
    const shifts = Array.from({ length: count }, (_, nth) => makeShift(pace, seededRandom(SEED + nth)));
    const perHour = (all: number): string => (all / count / HOURS).toFixed(1);
    const had = (of: "cases" | "calls" | "reports"): string => perHour(shifts.reduce((sum, shift) => sum + shift[of].length, 0));
    say(`${count} shifts${name}; an hour has ${had("cases")} interventions, ${had("calls")} calls and ${had("reports")} reports of danger`);
    const told = shifts.map(heardIn);
    return DESKS.flatMap((desk) => {
      const heard = told.flatMap((each) => each.get(desk) ?? []);
      const kinds = ALARM_KINDS.map((kind) => `${kind} ${perHour(heard.reduce((sum, each) => sum + (each.kinds.get(kind) ?? 0), 0))}`);
      say(`${desk}, alarms an hour: ${kinds.join(", ")}`);
      const all = heard.reduce((sum, each) => sum + each.count, 0);
      return rowsOf(`${desk}${name}`, "amaliyat", [
        ["alarms_per_hour", all / count / HOURS, "alarms"],
        ["alarms_worst_hour", Math.max(...heard.map(({ worstHour }) => worstHour)), "alarms"],
      ]);
    });
  };
  return [...rows("", NORMAL), ...rows(", demonstration's pace", DEMONSTRATION)];
}
