import { parseArgs } from "node:util";
import { conform } from "./conformance.ts";

const USAGE = `npm run conformance -- URL TOKEN [--wait SECONDS]

Plays a partner against a room: forward, acknowledge, update, close, cancel; one line for each rule that holds or fails.
TOKEN is the token of use \`system\` that the room issued to a partner whose transport is eido_ws.
It leaves one request in the room, which it withdraws.

  --wait SECONDS   waits so long for a person at the room at each step that needs one; without it those are not played`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { wait: { type: "string" } } });
const [url, token] = positionals;
const waitS = Number(values.wait ?? 0);
if (url === undefined || token === undefined || !URL.canParse(url) || !Number.isFinite(waitS)) {
  console.log(USAGE);
  process.exitCode = 2;
} else {
  const findings = await conform({ url, token, waitS, say: (line) => console.log(line) });
  const count = (holds: boolean | null): number => findings.filter((each) => each.holds === holds).length;
  console.log(`${count(true)} hold, ${count(false)} fail, ${count(null)} not played`);
  if (count(false) > 0) process.exitCode = 1;
}
