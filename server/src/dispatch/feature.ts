import { join } from "node:path";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import type { Log } from "../platform/log.ts";
import type { DispatchDeps } from "./deps.ts";
import { dispatchRoutes } from "./dispatch-routes.ts";
import { Force } from "./force/force.ts";
import { startLearning } from "./force/learn-speeds.ts";
import { openRoads } from "./force/roads.ts";
import { makeSearcher } from "./force/searcher.ts";
import { sendNearestOf } from "./send-nearest.ts";
import { forgetPositions } from "./rows/units-store.ts";

// A call for help of a crew is shown on a locked screen too.
const TOPICS = {
  unit: { roles: ROOM_DESKS, whileLocked: true },
} satisfies Topics;

/** Retention of patrol positions: they are asked for within weeks, and afterwards are only a risk to the patrols. */
const POSITIONS_KEPT_MS = 30 * 86_400_000;

export type DispatchFeatureDeps = Omit<DispatchDeps, "force" | "roads"> & {
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of the town's map, with its roads. */
  readonly mapFolder: string;
};

export type DispatchFeature = Feature & {
  /** Sends the nearest free unit for a call. The lines begin before the roads are read, so this waits for the roads. */
  readonly sendNearest: ReturnType<typeof sendNearestOf>;
};

export function dispatchFeature({ clock, log, mapFolder, ...given }: DispatchFeatureDeps): DispatchFeature {
  const { db } = given;
  const opened = Promise.withResolvers<DispatchDeps>();
  return {
    name: "dispatch",
    topics: TOPICS,
    async routes(stack) {
      const roads = await openRoads(join(mapFolder, "roads.json"), log, stack.use(makeSearcher(log)));
      if (roads !== null) stack.use(startLearning({ db, roads, clock, log }));
      const force = new Force(db, roads);
      stack.use(force.follow(clock));
      const deps = { ...given, roads, force };
      opened.resolve(deps);
      return dispatchRoutes(deps);
    },
    expire: [
      {
        needsTrustedClock: false,
        run: (at) => transaction(db, SYSTEM, (tx) => forgetPositions(tx, new Date(at - POSITIONS_KEPT_MS))),
      },
    ],
    sendNearest: async (...asked) => sendNearestOf(await opened.promise)(...asked),
  };
}
