import type { Clock } from "../platform/clock.ts";
import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import type { Log } from "../platform/log.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { bolosRoutes } from "./bolos-routes.ts";
import { startExpiryWatch } from "./expiry-watch.ts";
import { sealOldBoloPictures, sweepBoloPictures } from "./pictures/picture-files.ts";
import { eraseBoloPictures } from "./pictures/picture-retention.ts";
import { sealOldThumbnails } from "./rows/thumbnails-store.ts";

const TOPICS = {
  bolo: { roles: [...ROOM_DESKS, "patrol"], whileLocked: false },
} satisfies Topics;

export type BolosFeatureDeps = BolosDeps & { readonly clock: Clock; readonly log: Log };

export const bolosFeature = (deps: BolosFeatureDeps): Feature => ({
  name: "bolos",
  topics: TOPICS,
  routes: () => bolosRoutes(deps),
  expire: [{ needsTrustedClock: true, run: (at) => eraseBoloPictures(deps, at) }],
  start: {
    worker: (stack) => void stack.use(startExpiryWatch(deps)),
    async api() {
      const { db, clock, log } = deps;
      await sealOldThumbnails(db, log);
      await sealOldBoloPictures(deps, log);
      await sweepBoloPictures(deps, clock(), log);
    },
  },
});
