import type { Options } from "../harness/options.ts";
import { runParts, type Parts } from "../harness/parts.ts";
import type { Row } from "../harness/row.ts";
import { arrival } from "./arrival.ts";
import { chaos } from "./chaos.ts";

const PARTS: Parts = { arrival: ({ quick }) => arrival(quick), chaos: ({ quick }) => chaos(quick) };

/** Reports of citizens under load and over a bad link. `--part` names one of them; quickly, both would take longer than a minute. */
export const run = (options: Options): Promise<Row[]> =>
  runParts("reports", PARTS, options, options.quick ? ["arrival"] : Object.keys(PARTS));
