import { stderr } from "node:process";
import { expect, test } from "vitest";
import { missingPackages } from "../settings.ts";
import { openEndpoint } from "../sip/endpoint.ts";
import { silent } from "../testing/fake-edge.ts";
import { testEdge } from "../testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Talk } from "../testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/edge/given-up.test.ts is skipped: ${missing.join(", ")} not installed\n`);

// Between the refusal and the ringing of the consoles there is less than a millisecond: with rounds like these some callers meet it.
const [ROUNDS, AT_ONCE, WITHIN_MS] = [12, 10, 25];

test.skipIf(missing.length > 0)(
  "whoever gives up at the moment in which the room refuses is told so at once, and no console rings for nobody",
  { timeout: 60_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const edge = stack.use(await testEdge(9, ["127.0.0.1"]));
    // A room that can take no call, as one without a free port for sound: the edge lets the consoles ring by themselves.
    let isLinked = false;
    stack.use(
      await openEndpoint({
        port: edge.ports.room,
        edgePort: edge.ports.edge,
        realm: "room.test",
        log: silent,
        incoming: (call) => void setTimeout(() => call.reject(503), Math.random() * WITHIN_MS),
        linked: (up) => (isLinked = up),
      }),
    );
    await until("the edge knows the room", () => isLinked);
    const ringing: Talk[] = [];
    const link = await overWebSocket(`ws://127.0.0.1:${edge.ports.consoles}`);
    const taker = stack.use(makePhone({ carrier: link, user: "101", tone: 1_700, onRing: (talk) => ringing.push(talk) }));
    expect(await taker.register(edge.login("101"))).toBe(200);
    const trunk = { host: "127.0.0.1", port: edge.ports.trunk };
    const outside = stack.use(makePhone({ carrier: await overUdp(trunk), user: "0661234567", tone: 1_100 }));
    const dial = (): Promise<Talk> => outside.call(`sip:17@${trunk.host}:${trunk.port}`);

    const stays = await dial();
    await until("the console rings for who stays", () => ringing.length === 1, 15_000);
    for (let round = 0; round < ROUNDS; round++) {
      const talks = await Promise.all(
        Array.from({ length: AT_ONCE }, async (_none, nth) => {
          const talk = await dial();
          await new Promise((resolve) => setTimeout(resolve, (2 * nth + round) % WITHIN_MS));
          talk.hangUp();
          return talk;
        }),
      );
      await until("all are told", () => talks.every((talk) => talk.state() === "over"));
      expect(talks.map((talk) => talk.status())).toEqual(talks.map(() => 487));
    }
    stays.hangUp();
    await until("no console rings", () => ringing.every((talk) => talk.state() === "over"));
  },
);
