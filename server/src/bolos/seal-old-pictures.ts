import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { Log } from "../platform/log.ts";
import { sealOldPictures } from "../platform/pictures/index.ts";
import type { BolosDeps } from "./bolos-deps.ts";
import { pictureById } from "./pictures-store.ts";

/** After a start: seals what lies there from before pictures were sealed. All of them have their copy. */
export const sealOldBoloPictures = ({ db, pictures }: BolosDeps, log: Log): Promise<number> =>
  sealOldPictures({
    pictures,
    log,
    known: (pictureId) => transaction(db, SYSTEM, (tx) => pictureById(tx, pictureId), { readOnly: true }),
  });
