import { dispatch, type Advice } from "@amaliyat/contract/dispatch";
import { join } from "node:path";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { pace } from "../harness/pace.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { seededRandom } from "../room/random.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { bestSet, secondsTo, type Candidate, type Edge } from "./best-set.ts";
import { makeBusyRoom, moveCrews, writeTown, type Crew } from "./busy-town.ts";

const UNITS = 80;
/** Crews that are seen anew before each case: each of them every fourth case. */
const MOVED = 20;
/** A crew that was not heard of for longer than this may have driven away for as long. */
const HEARD_S = 120;

type Seat = Advice["shortfall"][number];
const fills = ({ kinds, skill }: Seat, crew: Crew): boolean => kinds.includes(crew.kind) && (skill === null || crew.skills.includes(skill));

/** Latest arrival of each crew, by roads searched here. */
function arrivals(crews: readonly Crew[], node: number, into: readonly (readonly Edge[])[]): Map<string, number> {
  const [vehicle, foot] = [secondsTo(node, into, "vehicle"), secondsTo(node, into, "foot")];
  return new Map(
    crews.map((crew) => {
      const drive = (crew.kind === "foot" ? foot : vehicle)[crew.node] ?? Infinity;
      const age = (performance.now() - crew.seenAt) / 1000;
      return [crew.unitId, drive + (age > HEARD_S ? age : 0)];
    }),
  );
}

type Judged = { readonly first: number; readonly last: number; readonly unfilled: number };

/** Compares the proposal with the optimum: delay of the first proposed unit, and of the last one that fills the plan. */
function judge(advice: Advice, crews: readonly Crew[], there: ReadonlyMap<string, number>): Judged {
  const seats = advice.shortfall.flatMap((need) => Array.from({ length: need.count }, () => need));
  const free = crews.filter((crew) => crew.isFree);
  const secondsOf = (crew: Pick<Crew, "unitId">): number => there.get(crew.unitId) ?? Infinity;
  const candidate = (crew: Crew): Candidate => ({ seconds: secondsOf(crew), fills: seats.map((seat) => fills(seat, crew)) });
  const best = bestSet(seats.length, free.map(candidate));
  const proposed = advice.units.flatMap((one) => (one.proposed === null ? [] : crews.filter(({ unitId }) => unitId === one.unit.unitId)));
  const mine = bestSet(seats.length, proposed.map(candidate));
  const first = Math.min(...proposed.map(secondsOf)) - Math.min(...free.map(secondsOf));
  return { first, last: mine.last - best.last, unfilled: best.filled - mine.filled };
}

/**
 * Opens immediate interventions in a busy room. Each has the advice of the room and the best set of free units, found by an exact search of
 * the bench. Regret: delay of the first unit after the fastest free one, or of the filled plan, whichever is more.
 */
export async function regret(quick: boolean): Promise<Row[]> {
  const count = quick ? 500 : 10_000;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  const into = await writeTown(join(folder.path, "map"));
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl, roles: "api" });
  await furnish(room);
  const random = seededRandom(57);
  const { crews, cases, anywhere } = await makeBusyRoom(database.client, { units: UNITS, cases: count, random });
  await moveCrews(database.client, crews, { random, anywhere });
  const dispatcher = await signInAs(room.url, "dispatcher");
  const regrets: number[] = [];
  let [unfilled, offered] = [0, 0];
  for (const [nth, { interventionId, node }] of cases.entries()) {
    if (interrupted.aborted) break;
    const begin = (nth * MOVED) % crews.length;
    await moveCrews(database.client, crews.slice(begin, begin + MOVED), { random, anywhere });
    const begun = performance.now();
    const advice = await dispatcher.must(dispatch.advise, { params: { interventionId } });
    const judged = judge(advice, crews, arrivals(crews, node, into));
    await pace(begun);
    regrets.push(Math.max(judged.first, judged.last));
    if (judged.unfilled > 0) unfilled++;
    if (advice.taking.length > 0) offered++;
  }
  say(`${regrets.length} cases, ${UNITS} units; a unit on lesser work was offered in ${offered}; median ${percentile(regrets, 0.5)} s`);
  return rowsOf("P1", "amaliyat", [
    ["regret_p95_s", percentile(regrets, 0.95), "s"],
    ["regret_max_s", Math.max(...regrets), "s"],
    ["plans_unfilled", unfilled, "cases"],
  ]);
}
