import type { Options } from "../harness/options.ts";
import { runParts, type Parts } from "../harness/parts.ts";
import type { Row } from "../harness/row.ts";
import { events } from "./events.ts";
import { history } from "./history.ts";
import { memory } from "./memory.ts";

const PARTS: Parts = {
  events: ({ quick }) => events(quick),
  history: ({ quick }) => history(quick),
  memory: ({ quick, minutes }) => memory(quick, minutes),
};

/** The room under load: live events, a long history, memory. `--part` names some of them. */
export const run = (options: Options): Promise<Row[]> => runParts("room", PARTS, options);
