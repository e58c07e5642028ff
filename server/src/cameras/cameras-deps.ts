import type { BlockList } from "node:net";
import type { Db } from "../platform/database/index.ts";

export type CamerasDeps = {
  readonly db: Db;
  /** Networks in which cameras may stand. */
  readonly allowed: BlockList;
  /** True where cameras may ask for their password by Digest alone (`AMALIYAT_CAMERA_DIGEST_ONLY`). */
  readonly digestOnly: boolean;
  /** Called after the commit of any change that the recorder must know. */
  readonly changed: () => void;
};
