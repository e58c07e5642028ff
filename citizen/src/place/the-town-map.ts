import { rangesOf } from "@amaliyat/ui/tiles";
import { openTileStore, TownMap } from "@amaliyat/ui/town-map";
import { mapTilesOf } from "../api/paths.ts";
import { readAbout } from "./use-about.ts";

const open = async (): Promise<TownMap> =>
  new TownMap({
    store: await openTileStore("amaliyat-allo-map"),
    askRoom: async () => {
      const about = await readAbout();
      if (about === null) return "lost";
      return about.mapVersion === null ? "none" : { version: about.mapVersion };
    },
    rangesOf: (version) => rangesOf(mapTilesOf(version)),
  });

let opened: Promise<TownMap> | null = null;

/** The one map of this phone. Rejects where the phone gives no room for it. */
export const theTownMap = (): Promise<TownMap> => (opened ??= open());
