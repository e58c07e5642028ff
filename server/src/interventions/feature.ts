import type { Clock } from "../platform/clock.ts";
import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import type { Log } from "../platform/log.ts";
import { interventionsRoutes } from "./interventions-routes.ts";
import { openPhotos, sealOldPhotos, sweepPhotos, type PhotosOptions } from "./photos/photo-files.ts";
import { erasePhotos } from "./photos/photo-retention.ts";
import { photoRoutes } from "./photos/photo-routes.ts";
import type { InterventionsDeps } from "./ports.ts";

const TOPICS = {
  intervention: { roles: [...ROOM_DESKS, "evidence_officer", "analyst"], whileLocked: false },
} satisfies Topics;

/** The options of the pictures that crews take are among them. */
export type InterventionsFeatureDeps = InterventionsDeps & PhotosOptions & { readonly clock: Clock; readonly log: Log };

export function interventionsFeature(deps: InterventionsFeatureDeps): Feature {
  const { clock, log } = deps;
  const photos = openPhotos(deps);
  return {
    name: "interventions",
    topics: TOPICS,
    routes: () => [...interventionsRoutes(deps), ...photoRoutes({ ...photos, units: deps.units })],
    expire: [{ needsTrustedClock: true, run: (at) => erasePhotos(photos, at) }],
    start: {
      async api() {
        await sealOldPhotos(photos, log);
        await sweepPhotos(photos, clock(), log);
      },
    },
  };
}
