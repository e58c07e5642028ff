import type { Options } from "../harness/options.ts";
import type { Row } from "../harness/row.ts";
import { flood } from "./flood.ts";

/** Hostile strangers against a room of its own on loopback. `--minutes 10` is the full measure; quickly a third of a minute. */
export async function run({ quick, minutes }: Options): Promise<Row[]> {
  return flood({ seconds: minutes === null ? (quick ? 21 : 60) : minutes * 60 });
}
