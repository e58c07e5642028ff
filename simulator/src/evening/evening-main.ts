import { parseArgs } from "node:util";
import { playEvening } from "./evening.ts";
import { prepare } from "./prepare.ts";

const USAGE = `node simulator/src/evening/evening-main.ts --room URL --keys FILE [--pace N]

A busy evening in a room that is furnished with the town (npm run demo: --keys .data/demo/town.json): twenty interventions, four told of
twice, eight crews, a refusal, a call for help, a change of shift, Civil Protection. Ends with 0 when every intervention is closed.

  --keys FILE  where the town's keys are kept; those of the people who come for this evening are added
  --pace N     so many times faster than the script, default 20; the town's own four crews drive as fast as the town was told to
                (npm run demo -- --patrol-speed 280 is as fast as 20)`;

/** The slowest crew of a town at walking pace has come home by then, ms. */
const PATIENCE_MS = 30 * 60_000;

const { values } = parseArgs({ options: { room: { type: "string" }, keys: { type: "string" }, pace: { type: "string", default: "20" } } });
const { room, keys } = values;
const pace = Number(values.pace);

if (room === undefined || keys === undefined || !(pace > 0)) {
  console.log(USAGE);
  process.exitCode = 2;
} else {
  const signIn = await prepare(room, keys);
  console.log(JSON.stringify({ ready: true }));
  const ended = await playEvening({ room, signIn, pace, patienceMs: PATIENCE_MS, log: console.log });
  console.log(JSON.stringify(ended));
  const isWhole = ended.open === 0 && ended.bound === 0 && ended.acknowledged;
  process.exitCode = isWhole ? 0 : 1;
}
