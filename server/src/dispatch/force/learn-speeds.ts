import { learn } from "@amaliyat/domain/dispatch";
import type { Clock } from "../../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import type { Log } from "../../platform/log.ts";
import type { Roads } from "./roads.ts";
import { drivesBetween, writeLearnt, learntSpeeds, lockLearnt } from "../rows/speeds-store.ts";

export type LearningDeps = { readonly db: Db; readonly roads: Roads; readonly clock: Clock; readonly log: Log };

/** Delay between an arrival and learning from its drive: a phone without a link sends its positions later. */
const SETTLED_MS = 15 * 60_000;
/** As far back as positions are kept. */
const KEPT_MS = 30 * 86_400_000;
/** Of so long a time drives are read at once. */
const STEP_MS = 86_400_000;
const LEARN_EVERY_MS = 10 * 60_000;

/** Learns from the drives that arrived since the last time, and has the roads driven at what is known then. */
export async function learnSpeeds({ db, roads, clock }: LearningDeps): Promise<void> {
  const settled = clock() - SETTLED_MS;
  for (let isBehind = true; isBehind;) {
    isBehind = await transaction(db, SYSTEM, async (tx) => {
      const from = await lockLearnt(tx, settled - KEPT_MS);
      const until = Math.min(settled, from + STEP_MS);
      if (until <= from) return false;
      const drives = await drivesBetween(tx, from, until);
      const driven = drives.flatMap((seen) => roads.drivenOf(seen));
      await writeLearnt(tx, driven.length === 0 ? [] : learn(await learntSpeeds(tx), driven), until);
      return until < settled;
    });
  }
  roads.learn(await transaction(db, SYSTEM, learntSpeeds, { readOnly: true }));
}

/** Learns by and by, and keeps the roads at the speeds of the hour. */
export function startLearning(deps: LearningDeps): AsyncDisposable {
  const { roads, clock, log } = deps;
  let learning: Promise<void> | null = null;
  const turn = (): void => {
    roads.turnTo(clock());
    learning ??= learnSpeeds(deps)
      .catch((cause: unknown) => log.error({ err: cause }, "roads: learning of speeds failed, retrying"))
      .finally(() => (learning = null));
  };
  turn();
  const timer = setInterval(turn, LEARN_EVERY_MS);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await learning;
    },
  };
}
