import { ExchangeFault, type Exchange } from "./exchange.ts";

const MISSING = [
  "kamailio",
  "kamailio-websocket-modules",
  "kamailio-extra-modules",
  "kamailio-autheph-modules",
  "rtpengine-daemon",
] as const;

const refused = (): Promise<never> => Promise.reject(new ExchangeFault("the telephones are not set up"));

/** The telephones of a room without the packages: it says what is missing, and does nothing. */
export const noTelephony = (): Exchange => ({
  state: () => ({ kind: "not_set_up", missing: MISSING, command: `apt-get install --no-install-recommends ${MISSING.join(" ")}` }),
  credentials: () => {
    throw new ExchangeFault("the telephones are not set up");
  },
  takeBack: () => Promise.resolve([]),
  play: refused,
  ring: refused,
  drop: refused,
  hangUp: refused,
  hold: refused,
  record: refused,
  listen: refused,
  callOut: refused,
  [Symbol.asyncDispose]: () => Promise.resolve(),
});
