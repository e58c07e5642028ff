import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionRow } from "@amaliyat/contract/interventions";
import { partnerRoutes } from "@amaliyat/contract/partners";
import { setTimeout as sleep } from "node:timers/promises";
import { receiveSignal } from "./call-taker.ts";
import { runCrew } from "./crew.ts";
import { runDispatcher } from "./dispatcher.ts";
import { beginShift, handOver } from "./hand-over.ts";
import { isAcknowledged, partnerOf } from "./partner.ts";
import { TOWN_STAFF, type SignIn } from "./prepare.ts";
import { CREWS, HAND_OVER_AT_S, PEOPLE, SIGNALS } from "./script.ts";
import type { Person } from "./steady.ts";

export type Evening = {
  readonly room: string;
  readonly signIn: SignIn;
  /** Speed relative to the script. */
  readonly pace: number;
  /** Time for the last crew after the last call, ms. */
  readonly patienceMs: number;
  readonly log: (line: string) => void;
};

/** Result of the evening. */
export type Ending = {
  readonly opened: number;
  readonly closed: number;
  readonly merged: number;
  readonly open: number;
  /** Units that are still bound to one of them. */
  readonly bound: number;
  readonly refused: number;
  readonly helped: number;
  readonly acknowledged: boolean;
  readonly reviewed: number;
};

const LOOK_EVERY_MS = 500;

const rowsOf = (desk: Person, ours: ReadonlySet<string>): Promise<InterventionRow[]> =>
  Promise.all(Array.from(ours, (interventionId) => desk.must(interventions.card, { params: { interventionId } })));

/** A chief gives closed and still unclassified ones a sub-category; returns the number reviewed so. */
async function review(chief: Person, rows: readonly InterventionRow[]): Promise<number> {
  let reviewed = 0;
  for (const { interventionId, version, needsReview } of rows) {
    if (!needsReview) continue;
    const body = { version, subcategory: "OTH.NOI" } as const;
    if (!(await chief.must(interventions.classify, { params: { interventionId }, body })).needsReview) reviewed++;
  }
  return reviewed;
}

/** Plays the evening by the public API and answers how it ended. Throws when the room refuses what must not be refused. */
export async function playEvening({ room, signIn, pace, patienceMs, log }: Evening): Promise<Ending> {
  const [callTaker, dispatcher] = [await signIn(TOWN_STAFF.callTaker), await signIn(TOWN_STAFF.dispatcher)];
  const chiefs = [await signIn(TOWN_STAFF.chief), await signIn(PEOPLE.find(({ role }) => role === "supervisor")?.username ?? "")] as const;
  const phones = await Promise.all(CREWS.map(async (crew) => ({ crew, phone: await signIn(crew.username) })));
  await using partner = await partnerOf(room, chiefs[0]);
  await beginShift(chiefs[0]);

  const ending = new AbortController();
  const begun = Date.now();
  const until = (atS: number): Promise<void> =>
    sleep(Math.max(0, begun + (atS * 1000) / pace - Date.now()), undefined, { signal: ending.signal });
  const opened = new Map<string, string>();
  const ours = new Set<string>();
  const crews = phones.map(({ crew, phone }) => runCrew(crew, phone, pace, ending.signal));
  const desk = runDispatcher(
    dispatcher,
    ours,
    CREWS.map(({ code }) => code),
    ending.signal,
  );

  const calls = async (): Promise<void> => {
    for (const signal of SIGNALS) {
      await until(signal.atS);
      const interventionId = await receiveSignal(callTaker, signal, opened);
      opened.set(signal.words, interventionId);
      ours.add(interventionId);
      log(`${opened.size}/${SIGNALS.length} ${signal.words}`);
      if (signal.forwarded === true)
        await dispatcher.must(partnerRoutes.forward, { params: { interventionId }, body: { partnerId: partner.partnerId } });
    }
  };
  const change = async (): Promise<void> => {
    await until(HAND_OVER_AT_S);
    await handOver(chiefs);
    log("the shift is handed over");
  };
  const look = (): Promise<void> => sleep(LOOK_EVERY_MS, undefined, { signal: ending.signal });
  const isOver = async (): Promise<boolean> => (await rowsOf(callTaker, ours)).every(({ state }) => state !== "open");

  const play = async (): Promise<Ending> => {
    await Promise.all([calls(), change()]);
    const patience = Date.now() + patienceMs;
    const forwarded = opened.get(SIGNALS.find((signal) => signal.forwarded)?.words ?? "") ?? "";
    while (!(await isOver()) && Date.now() < patience) await look();
    while (!(await isAcknowledged(dispatcher, forwarded)) && Date.now() < patience) await look();
    const rows = await rowsOf(dispatcher, ours);
    const count = (state: InterventionRow["state"]): number => rows.filter((row) => row.state === state).length;
    const reviewed = await review(chiefs[1], rows);
    const units = await dispatcher.must(dispatch.units, {});
    ending.abort();
    return {
      opened: rows.length,
      closed: count("closed"),
      merged: count("merged"),
      open: count("open"),
      bound: units.filter((unit) => [unit.interventionId, ...unit.alsoAt].some((each) => each !== null && ours.has(each))).length,
      refused: rows.flatMap((row) => row.units).filter(({ state }) => state === "refused").length,
      helped: (await desk).helped,
      acknowledged: await isAcknowledged(dispatcher, forwarded),
      reviewed,
    };
  };
  // A failure of any part ends the evening at once; none goes on working.
  try {
    const [ended] = await Promise.all([play(), desk, ...crews]);
    return ended;
  } finally {
    ending.abort();
    await Promise.allSettled([desk, ...crews]);
  }
}
