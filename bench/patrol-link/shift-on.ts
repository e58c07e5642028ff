import { dispatch } from "@amaliyat/contract/dispatch";
import type { Browser } from "playwright-core";
import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { seededRandom } from "../room/random.ts";
import { furnish, signInAs, type Person } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { startBadLink } from "./bad-link.ts";
import { Crew } from "./crew.ts";
import { outOfOrder, readEndState, type EndState } from "./end-state.ts";
import type { Pressed } from "./notebook.ts";
import { Phone } from "./phone.ts";
import { placeOnWay, type Script } from "./script.ts";
import { Sky } from "./sky.ts";
import type { Cut } from "./weather.ts";

export type ShiftDone = {
  readonly end: EndState;
  readonly did: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly settledS: number;
  readonly wakesMs: readonly number[];
  readonly refused: readonly string[];
  readonly requests: number;
  readonly lost: number;
  readonly cutS: readonly number[];
};

export type How = {
  readonly name: string;
  readonly script: Script;
  /** Real ms for a second of the shift. */
  readonly msPerSecond: number;
  /** Length of each cut; null on a perfect link. */
  readonly link: { readonly cutMs: (ofShift: number) => number; readonly lastCut: Cut } | null;
};

const SETTLES_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 100;
const PATROLS: readonly Person[] = ["patrol1", "patrol2"];

/** Waits until no phone has anything left to say; seconds. */
async function settled(phones: readonly Phone[]): Promise<number> {
  const from = performance.now();
  for (;;) {
    const kept = await Promise.all(phones.map((phone) => phone.kept()));
    if (kept.every(({ acts, positions }) => acts === 0 && positions === 0)) return (performance.now() - from) / 1000;
    if (performance.now() - from > SETTLES_WITHIN_MS) {
      say(`still waiting: ${JSON.stringify(kept)}`);
      return (performance.now() - from) / 1000;
    }
    await pause(LOOK_EVERY_MS);
  }
}

async function cutAsPlanned(sky: Sky, { script, msPerSecond, link }: How, begun: number, over: AbortSignal): Promise<void> {
  if (link === null) return;
  for (const { at, kind, ms } of script.cuts) {
    await pause(begun + at * msPerSecond - performance.now());
    if (over.aborted) return;
    await sky.cutFor({ kind, ms: link.cutMs(ms) });
  }
}

/** Plays the script with a room and a link of its own, until every phone is empty. Then reads the content of the room. */
export async function playShift(browser: Browser, how: How): Promise<ShiftDone> {
  const { script, msPerSecond, link } = how;
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({
    data: folder.path,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    roles: "api,worker",
  });
  await furnish(room);
  const sky = new Sky(seededRandom(23));
  await using way = await startBadLink(room.url, sky);
  const desk = await signInAs(room.url, "dispatcher");
  const supervisor = await signInAs(room.url, "supervisor");
  await using stack = new AsyncDisposableStack();
  const manned = await Promise.all(
    script.shifts.map(async (shift, crew) => {
      const username = PATROLS[crew] ?? "patrol1";
      const { userId } = (await signInAs(room.url, username)).session.user;
      const body = { code: shift.unit, kind: "car" as const, sectorId: crew === 0 ? "SU1" : "SU2", userId };
      const { unitId } = await supervisor.must(dispatch.createUnit, { body });
      const phone = stack.use(await Phone.open(browser, { url: way.url, username, userId }, placeOnWay(crew, 0)));
      await phone.goOut(shift.unit);
      return { shift, crew, unitId, phone };
    }),
  );
  say(`${how.name}: ${manned.length} crews are out`);
  if (link !== null) sky.turnBad();
  const begun = performance.now();
  const ends = new AbortController();
  const planned = cutAsPlanned(sky, how, begun, ends.signal);
  let near = 0;
  const { promise: allNear, resolve: allAreNear } = Promise.withResolvers<void>();
  const lastCut = allNear.then(async () => {
    ends.abort();
    if (link !== null) await sky.cutFor(link.lastCut);
  });
  const beforeLast = async (): Promise<void> => {
    near += 1;
    if (near === manned.length) allAreNear();
    await allNear;
    await pause(LOOK_EVERY_MS);
  };
  const crews = manned.map(
    ({ shift, crew, unitId, phone }) => new Crew(shift, { phone, desk, unitId, crew, sky, msPerSecond, begun, beforeLast }),
  );
  await Promise.all(crews.map((crew) => crew.run()));
  await Promise.all([planned, lastCut]);
  say(`${how.name}: the crews are done, and the last cut is over`);
  const phones = manned.map(({ phone }) => phone);
  const settledS = await settled(phones);
  const end = await readEndState(database.client);
  const kept = await Promise.all(phones.map((phone) => phone.kept()));
  const steps = new Map<string, Pressed>(crews.flatMap(({ book }) => [...book.steps]));
  const requests = [...sky.fates.values()].reduce((a, b) => a + b, 0);
  return {
    end,
    did: [...script.shifts.map(({ unit }) => `crew ${unit}`), ...crews.flatMap(({ book }) => book.effects)],
    outOfOrder: outOfOrder(end, steps),
    settledS,
    wakesMs: crews.flatMap(({ wakesMs }) => wakesMs),
    refused: kept.flatMap(({ refused }) => refused),
    requests,
    lost: requests - (sky.fates.get("passes") ?? 0),
    cutS: sky.cuts.map(({ from, to }) => (to - from) / 1000),
  };
}
