import { dispatch } from "@amaliyat/contract/dispatch";
import { playSequence, type CrewOfSequence } from "../../server/src/dispatch/testing/play-sequence.ts";
import type { Client } from "../../simulator/src/api/client.ts";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { seededRandom } from "../room/random.ts";
import { furnish, placeIn, signInAs, signInEach, signInMany } from "../town/furnish.ts";
import { patient } from "../town/patient.ts";
import { startRoomProcess } from "../town/server.ts";

const [SEQUENCES, QUICK_SEQUENCES] = [10_000, 200];
/** Sequences that run side by side, each with two crews of its own. */
const AT_ONCE = 4;
const SAY_EVERY = 500;

async function crewOf(supervisor: Client, client: Awaited<ReturnType<typeof signInEach>>[number], code: string): Promise<CrewOfSequence> {
  const { userId } = client.session.user;
  const unit = await supervisor.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1", userId } });
  return { client: patient(client), unitId: unit.unitId };
}

/**
 * Random sequences of acts by desks and crews on the cases of one event, several at once. Danger, once noted, stands on every case it must.
 * `minutes` ends the run earlier; each sequence that was begun is played to its end.
 */
export async function sequences({ quick, minutes }: Pick<Options, "quick" | "minutes">): Promise<Row[]> {
  const count = quick ? QUICK_SEQUENCES : SEQUENCES;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl, roles: "api" });
  await furnish(room);
  const supervisor = await signInAs(room.url, "supervisor");
  const desks = (await signInMany(room.url, "dispatcher", AT_ONCE)).map(patient);
  const patrols = await signInEach(room.url, "patrol1", 2 * AT_ONCE);
  const crews: CrewOfSequence[] = [];
  for (const [nth, client] of patrols.entries()) crews.push(await crewOf(supervisor, client, `S${nth}`));
  let [hidden, refused] = [0, 0];
  let [begun, played, facts, acts] = [0, 0, 0, 0];
  const [loadAtBegin, since] = [loadNow(), performance.now()];
  const until = minutes === null ? Infinity : since + minutes * 60_000;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_none, lane) => {
      while (begun < count && performance.now() < until && !interrupted.aborted) {
        const seed = ++begun;
        const [desk, own] = [desks[lane], crews.slice(2 * lane, 2 * lane + 2)];
        if (desk === undefined) throw new Error("a lane has no desk");
        const done = await playSequence({ desk, crews: own, place: placeIn(0), random: seededRandom(seed) });
        for (const each of [...done.hidden, ...done.refused]) say(`sequence ${seed}: ${each}`);
        [facts, acts] = [facts + done.facts, acts + done.crewActs];
        [hidden, refused] = [hidden + done.hidden.length, refused + done.refused.length];
        if (++played % SAY_EVERY === 0) say(`${played} of ${count} sequences, load ${loadNow()}`);
      }
    }),
  );
  const seconds = (performance.now() - since) / 1000;
  say(`${played} sequences in ${seconds.toFixed(0)} s, load ${loadAtBegin} before and ${loadNow()} after`);
  return rowsOf(`${played} sequences`, "amaliyat", [
    ["danger_facts", facts, "said of danger"],
    ["danger_facts_hidden", hidden, "not on the case or the phone of a crew that is bound to it"],
    ["sequence_s", (seconds * AT_ONCE) / played, "s of a lane"],
    ["crew_acts", acts, "acts"],
    ["crew_acts_refused", refused, "acts"],
  ]);
}
