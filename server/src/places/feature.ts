import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import { askForLandmarks, placesJobs, type LandmarksDeps } from "./load-landmarks.ts";
import type { PlacesDeps } from "./places-deps.ts";
import { placesRoutes } from "./places-routes.ts";
import { publicLandmarks } from "./public-landmarks.ts";
import { TownNames } from "./town-names.ts";

const TOPICS = {
  place: { roles: ROOM_DESKS, whileLocked: false },
  hazard: { roles: ROOM_DESKS, whileLocked: false },
} satisfies Topics;

export type PlacesFeatureDeps = Omit<PlacesDeps, "names"> &
  Omit<LandmarksDeps, "folder"> & {
    /** Folder of the town's map, with its landmarks and roads. */
    readonly mapFolder: string;
  };

export type PlacesFeature = Feature & {
  /** Finds landmarks and streets of the map by a text, for citizens. */
  readonly landmarks: ReturnType<typeof publicLandmarks>;
};

export function placesFeature({ mapFolder, ...deps }: PlacesFeatureDeps): PlacesFeature {
  const names = new TownNames();
  return {
    name: "places",
    topics: TOPICS,
    routes: () => placesRoutes({ ...deps, names }),
    jobs: placesJobs({ ...deps, folder: mapFolder }),
    ready: async (roles) => {
      if (roles.includes("worker")) await askForLandmarks(deps.db);
    },
    landmarks: publicLandmarks(names),
  };
}
