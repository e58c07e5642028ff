import { asRoom, type Tx } from "../../platform/database/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { tellingsOf } from "../tell-intervention.ts";
import { mayShow } from "./photo-store.ts";

/**
 * Messages for the screens about a picture: one for each intervention that may show it. A merge or a split carries a picture to cases of
 * other sectors, and the row of its own case is told to that sector alone.
 */
export const tellingsOfPhoto = (tx: Tx, photoId: string): Promise<Telling[]> =>
  asRoom(tx, async () => tellingsOf(tx, await mayShow(tx, photoId)));
