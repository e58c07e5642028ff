import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import { askForLandmarks, placesJobs, type LandmarksDeps } from "./names/load-landmarks.ts";
import type { PlacesDeps } from "./places-deps.ts";
import { placesRoutes } from "./places-routes.ts";
import { TownNames } from "./names/town-names.ts";
import type { FoundPlace } from "@amaliyat/contract/places";
import { findPlaces, type PlaceNames } from "@amaliyat/domain/places";
import type { Point, Text3 } from "@amaliyat/domain/kernel";
import type { Scope, Tx } from "../platform/database/index.ts";
import { placesBy } from "./names/search-places.ts";

/** A name in a missing language is another's. */
function inAllLanguages(named: PlaceNames): Text3 {
  const any = named.ar ?? named.fr ?? named.en ?? "";
  return { ar: named.ar ?? any, fr: named.fr ?? any, en: named.en ?? any };
}

/** Landmarks and streets of the town's map alone, best first: nothing that the room added, none of its cameras. */
const publicLandmarks =
  (names: TownNames) =>
  async (tx: Tx, text: string): Promise<{ name: Text3; place: Point }[]> =>
    findPlaces([await names.ofMap(tx)], text, { near: null, most: 8 }).map(({ names: named, point }) => ({
      name: inAllLanguages(named),
      place: point,
    }));

/** Distance from a named point within which something counts as there (m); a street and a sector reach farther from their middle. */
const [RADIUS_M, WIDE_RADIUS_M] = [200, 500];
const WIDE: ReadonlySet<FoundPlace["source"]> = new Set(["street", "sector"]);

/** A place that words name, and how far around it counts as there. */
export type PlaceNamed = { readonly name: Text3; readonly point: Point; readonly radiusM: number };

const TOPICS = {
  place: { roles: ROOM_DESKS, whileLocked: false },
  hazard: { roles: ROOM_DESKS, whileLocked: false },
} satisfies Topics;

export type PlacesFeatureDeps = Omit<PlacesDeps, "names"> &
  Omit<LandmarksDeps, "folder"> & {
    /** Folder of the town's map, with its landmarks and roads. */
    readonly mapFolder: string;
    /** Middle of the room: of equal places the nearest is meant, in the archive as on the screens. */
    readonly center: Point;
  };

export type PlacesFeature = Feature & {
  /** Finds landmarks and streets of the map by a text, for citizens. */
  readonly landmarks: ReturnType<typeof publicLandmarks>;
  /** The place that a text names best, as a caller of this scope sees it. */
  readonly placeNamed: (tx: Tx, scope: Scope, text: string) => Promise<PlaceNamed | null>;
};

export function placesFeature({ mapFolder, center, ...deps }: PlacesFeatureDeps): PlacesFeature {
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
    placeNamed: async (tx, scope, text) => {
      const [best] = await placesBy(tx, names, scope, { text, near: center, most: 1, isSure: true });
      if (best === undefined) return null;
      const { source, names: named, point } = best;
      return { name: inAllLanguages(named), point, radiusM: WIDE.has(source) ? WIDE_RADIUS_M : RADIUS_M };
    },
  };
}
