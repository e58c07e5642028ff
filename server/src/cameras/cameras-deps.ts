import type { BlockList } from "node:net";
import type { Db } from "../platform/database/index.ts";

export type CamerasDeps = {
  readonly db: Db;
  /** Networks in which cameras may stand. */
  readonly allowed: BlockList;
  /** Called after the commit of any change that the recorder must know. */
  readonly changed: () => void;
};
