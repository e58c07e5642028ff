import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import { askForLandmarks, placesJobs, type LandmarksDeps } from "./names/load-landmarks.ts";
import type { PlacesDeps } from "./places-deps.ts";
import { placesRoutes } from "./places-routes.ts";
import { TownNames } from "./names/town-names.ts";
import { findPlaces } from "@amaliyat/domain/places";
import type { Point, Text3 } from "@amaliyat/domain/kernel";
import type { Tx } from "../platform/database/index.ts";

/** Landmarks and streets of the town's map alone, best first: nothing that the room added, none of its cameras. A name in a missing language is another's. */
const publicLandmarks =
  (names: TownNames) =>
  async (tx: Tx, text: string): Promise<{ name: Text3; place: Point }[]> =>
    findPlaces([await names.ofMap(tx)], text, { near: null, most: 8 }).flatMap(({ names: named, point }) => {
      const any = named.ar ?? named.fr ?? named.en;
      return any === undefined ? [] : [{ name: { ar: named.ar ?? any, fr: named.fr ?? any, en: named.en ?? any }, place: point }];
    });

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
