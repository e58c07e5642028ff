import type { Point, Text3 } from "@amaliyat/domain/kernel";
import type { Tx } from "../platform/database/index.ts";
import { findPlaces } from "./places-queries.ts";

/** Landmarks of the town's map alone, best first: nothing that the room added, none of its cameras. A name in a missing language is another's. */
export async function publicLandmarks(tx: Tx, text: string): Promise<{ name: Text3; place: Point }[]> {
  const found = (await findPlaces(tx, text, null, 60)).filter(({ source }) => source === "landmark");
  return found.slice(0, 8).flatMap(({ names, point }) => {
    const any = names.ar ?? names.fr ?? names.en;
    return any === undefined ? [] : [{ name: { ar: names.ar ?? any, fr: names.fr ?? any, en: names.en ?? any }, place: point }];
  });
}
