import { dispatch } from "@amaliyat/contract/dispatch";
import { interrupted, pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase, type BenchDatabase } from "../room/database.ts";
import { pickFrom, seededRandom } from "../room/random.ts";
import { furnish, signInAs, signInEach } from "../town/furnish.ts";
import { patient } from "../town/patient.ts";
import { startRoomProcess } from "../town/server.ts";
import { bulletinDiffers, committedOutOfOrder, hiddenFacts, outOfOrder, readCases, twoPlaces, unended } from "./day-checks.ts";
import { playDay } from "./day-play.ts";
import { tellCase } from "./day-told.ts";

const [CASES, QUICK_CASES] = [300, 40];
const [DESKS, CREWS, TOLD] = [2, 4, 10];
const LOOK_MS = 50;
const SHOWN = 10;

/** Looks for units on scene at two places for as long as the day is played. Each one found is counted once. */
async function watchScenes({ client }: BenchDatabase, ended: AbortSignal): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  while (!ended.aborted && !interrupted.aborted) {
    const { rows } = await client.query<{ pair: string }>(`
      select string_agg(assignment_id::text, ' ' order by assignment_id) as pair from assignment
      where kind = 'on_scene' group by unit_id having count(*) > 1`);
    for (const { pair } of rows) found.add(pair);
    await pause(LOOK_MS);
  }
  return found;
}

/**
 * A day of cases with two desks and four crews over the room's own routes, as fast as the room answers. Then each case, fact, event, place and
 * figure is checked, and ten cases are told in Arabic for a person to read.
 */
export async function day(quick: boolean): Promise<Row[]> {
  const count = quick ? QUICK_CASES : CASES;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl, roles: "api" });
  await furnish(room);
  const [supervisor, analyst] = [patient(await signInAs(room.url, "supervisor")), await signInAs(room.url, "analyst")];
  const desks = (await signInEach(room.url, "dispatcher", DESKS)).map(patient);
  const crews: { readonly client: ReturnType<typeof patient>; readonly unitId: string }[] = [];
  for (const [nth, client] of (await signInEach(room.url, "patrol1", CREWS)).entries()) {
    const body = { code: `D-${nth + 1}`, kind: "car", sectorId: "SU1", userId: client.session.user.userId } as const;
    crews.push({ client: patient(client), unitId: (await supervisor.must(dispatch.createUnit, { body })).unitId });
  }
  const random = seededRandom(300);
  const [begun, watching] = [performance.now(), new AbortController()];
  const watched = watchScenes(database, watching.signal);
  const played = await playDay({ desks, crews, count, random }).finally(() => watching.abort());
  const seconds = (performance.now() - begun) / 1000;
  const twice = await watched;
  const counts = (of: ReadonlyMap<string, number>): string => [...of].map(([name, times]) => `${name} ${times}`).join(", ");
  say(`${played.opened.size} cases in ${seconds.toFixed(0)} s, load ${loadNow()}; done: ${counts(played.acts)}`);
  say(`refused to a desk: ${counts(played.refused)}`);
  const { rows, cases } = await readCases(supervisor);
  const found = {
    cases_without_end: unended(played, rows, cases),
    facts_hidden: hiddenFacts(played, cases),
    crew_acts_refused: played.crewRefused,
    events_out_of_order: [...outOfOrder(cases), ...(await committedOutOfOrder(database.client))],
    units_at_two_places: [...twoPlaces(cases), ...[...twice].map((pair) => `both on scene: ${pair}`)],
    figures_different: await bulletinDiffers(analyst, rows),
  };
  for (const [name, wrong] of Object.entries(found)) for (const each of wrong.slice(0, SHOWN)) say(`${name}: ${each}`);
  const left = [...cases.values()];
  for (let nth = 0; nth < TOLD && left.length > 0; nth++) {
    const one = pickFrom(left, random);
    left.splice(left.indexOf(one), 1);
    process.stderr.write(`\n${tellCase(one).join("\n")}\n`);
  }
  return rowsOf(`a day of ${played.opened.size} cases`, "amaliyat", [
    ["facts", played.facts.length, "facts"],
    ["crew_acts", played.crewActs, "acts"],
    ["cases_without_end", found.cases_without_end.length, "cases"],
    ["facts_hidden", found.facts_hidden.length, "facts"],
    ["crew_acts_refused", found.crew_acts_refused.length, "acts"],
    ["events_out_of_order", found.events_out_of_order.length, "events"],
    ["units_at_two_places", found.units_at_two_places.length, "pairs"],
    ["figures_different", found.figures_different.length, "figures"],
  ]);
}
