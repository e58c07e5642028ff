import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Log } from "../../platform/log.ts";
import { sealOldPictures, sweepPictures } from "../../platform/pictures/index.ts";
import type { BolosDeps } from "../bolos-deps.ts";
import { knownPictures, pictureById } from "../rows/pictures-store.ts";

/** After a start: seals what lies there from before pictures were sealed. All of them have their copy. */
export const sealOldBoloPictures = ({ db, pictures }: BolosDeps, log: Log): Promise<number> =>
  sealOldPictures({
    pictures,
    log,
    known: (pictureId) => transaction(db, SYSTEM, (tx) => pictureById(tx, pictureId), { readOnly: true }),
  });

/** After a start: deletes what was sealed and has no row. */
export const sweepBoloPictures = ({ db, pictures }: BolosDeps, at: number, log: Log): Promise<number> =>
  sweepPictures({ db, pictures, log, known: knownPictures }, at);
