import { parseArgs } from "node:util";
import { startCivilProtection } from "./civil-protection.ts";
import { startMunicipality } from "./municipality.ts";

const USAGE = `node simulator/src/partners/partners-main.ts --room URL --body civil_protection|municipality
                              [--port N] [--step MS] [--subscribe] [--slow MS] [--down] [--deaf] [--malformed]

A body outside that the room forwards to: it takes what comes, acknowledges it, works on it and says when it is done.
AMALIYAT_PARTNER_TOKEN is the token that the room issued to it, AMALIYAT_PARTNER_SECRET the secret between both.

  --port N      where it listens on this machine; 0 takes a free port
  --step MS     between one step of its work and the next, default 4000
  --subscribe   civil_protection: subscribes to the room's notifier instead of waiting for posts
  --slow MS     answers late       --down       answers nobody
  --deaf        takes what comes and loses its answer
  --malformed   sends the room what it must refuse`;

const { values } = parseArgs({
  options: {
    room: { type: "string" },
    body: { type: "string" },
    port: { type: "string" },
    step: { type: "string" },
    subscribe: { type: "boolean" },
    slow: { type: "string" },
    down: { type: "boolean" },
    deaf: { type: "boolean" },
    malformed: { type: "boolean" },
  },
});
const { AMALIYAT_PARTNER_TOKEN: token, AMALIYAT_PARTNER_SECRET: secret = "" } = process.env;

if (values.room === undefined || token === undefined || (values.body !== "civil_protection" && values.body !== "municipality")) {
  console.log(USAGE);
  process.exitCode = 2;
} else {
  const options = {
    room: { url: values.room, token },
    secret,
    port: Number(values.port ?? 0),
    stepMs: Number(values.step ?? 4_000),
  };
  const stack = new AsyncDisposableStack();
  const civil = values.body === "civil_protection" ? stack.use(await startCivilProtection(options)) : null;
  const body = civil ?? stack.use(await startMunicipality(options));
  const { down = false, deaf = false, malformed = false } = values;
  Object.assign(body.faults, { slowMs: Number(values.slow ?? 0), down, deaf, malformed });
  if (values.subscribe === true && civil !== null) stack.use(civil.subscribe());
  console.log(JSON.stringify({ ready: true, body: values.body, url: body.url }));
  const end = (): void => void stack.disposeAsync().then(() => process.exit(0));
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}
