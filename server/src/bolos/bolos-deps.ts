import type { Db } from "../platform/database/index.ts";

/** `folder` is where the bytes of pictures lie: the original and the copy that is shown, named by the picture's id. */
export type BolosDeps = { readonly db: Db; readonly folder: string };
