import { temporaryFolder } from "../harness/folders.ts";
import type { Options } from "../harness/options.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { seededRandom } from "../room/random.ts";
import { bundledRules } from "./shift/bundle.ts";
import { makeShift, SHIFT_MS } from "./shift/make-shift.ts";

const SEED = 15;
const HOURS = SHIFT_MS / 3_600_000;

/** Alarms that each desk is told of in normal shifts of the town: on average an hour, and in the worst hour of all shifts. */
export async function alarms({ quick }: Options): Promise<Row[]> {
  const count = quick ? 4 : 20;
  await using folder = await temporaryFolder();
  const { ALARM_KINDS, DESKS, heardIn } = await bundledRules(folder.path);
  const shifts = Array.from({ length: count }, (_, nth) => makeShift(seededRandom(SEED + nth)));
  const { cases, calls, reports } = shifts.reduce(
    (sum, shift) => ({
      cases: sum.cases + shift.cases.length,
      calls: sum.calls + shift.calls.length,
      reports: sum.reports + shift.reports.length,
    }),
    { cases: 0, calls: 0, reports: 0 },
  );
  const perHour = (all: number): string => (all / count / HOURS).toFixed(1);
  say(`${count} shifts; an hour has ${perHour(cases)} interventions, ${perHour(calls)} calls and ${perHour(reports)} reports of danger`);
  const told = shifts.map(heardIn);
  return DESKS.flatMap((desk) => {
    const heard = told.flatMap((each) => each.get(desk) ?? []);
    const kinds = ALARM_KINDS.map((kind) => `${kind} ${perHour(heard.reduce((sum, each) => sum + (each.kinds.get(kind) ?? 0), 0))}`);
    say(`${desk}, alarms an hour: ${kinds.join(", ")}`);
    const all = heard.reduce((sum, each) => sum + each.count, 0);
    return rowsOf(desk, "amaliyat", [
      ["alarms_per_hour", all / count / HOURS, "alarms"],
      ["alarms_worst_hour", Math.max(...heard.map(({ worstHour }) => worstHour)), "alarms"],
    ]);
  });
}
