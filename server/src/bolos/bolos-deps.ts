import type { Db } from "../platform/database/index.ts";
import type { PictureFolder } from "../platform/pictures/index.ts";

/** `pictures` is where the bytes lie: of each picture the original and the copy that is shown. */
export type BolosDeps = { readonly db: Db; readonly pictures: PictureFolder };
