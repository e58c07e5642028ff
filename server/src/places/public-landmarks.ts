import { findPlaces } from "@amaliyat/domain/places";
import type { Point, Text3 } from "@amaliyat/domain/kernel";
import type { Tx } from "../platform/database/index.ts";
import type { TownNames } from "./town-names.ts";

/** Landmarks and streets of the town's map alone, best first: nothing that the room added, none of its cameras. A name in a missing language is another's. */
export const publicLandmarks =
  (names: TownNames) =>
  async (tx: Tx, text: string): Promise<{ name: Text3; place: Point }[]> =>
    findPlaces([await names.ofMap(tx)], text, { near: null, most: 8 }).flatMap(({ names: named, point }) => {
      const any = named.ar ?? named.fr ?? named.en;
      return any === undefined ? [] : [{ name: { ar: named.ar ?? any, fr: named.fr ?? any, en: named.en ?? any }, place: point }];
    });
