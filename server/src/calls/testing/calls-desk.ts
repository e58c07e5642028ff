import { calls, type CallCard, type CallRow } from "@amaliyat/contract/calls";
import { randomUUID } from "node:crypto";
import type { TestClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { FakeNetwork } from "./fake-exchange.ts";

/** Waits until something holds; what the telephones say is taken in beside the test. */
export async function until<T>(look: () => Promise<T | undefined | false | null>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (found !== undefined && found !== false && found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it never came to that");
}

type Desk = { readonly room: TestRoom; readonly taker: TestClient; readonly supervisor: TestClient; readonly extension: string };

/** A room with telephones in memory, a call-taker who is ready and a supervisor, and what citizens and they do; opened once. */
export function callsDesk() {
  const network = new FakeNetwork();
  let opened: Desk | null = null;
  const desk = (): Desk => {
    if (opened === null) throw new Error("the room is not open yet");
    return opened;
  };

  /** A telephone of the room is opened and connected. */
  async function connect(client: TestClient): Promise<string> {
    const given = await until(async () => {
      const result = await client.ask(calls.phone, { body: { ready: false } });
      return result.ok && result.value;
    });
    const own = given.taker.extension;
    network.say({ kind: "phone_registered", extension: own, at: Date.now() });
    await until(async () => (await client.must(calls.takers, {})).some(({ extension, connected }) => extension === own && connected));
    return own;
  }
  async function open(stack: AsyncDisposableStack, environment: Readonly<Record<string, string>> = {}): Promise<Desk> {
    const room = stack.use(await startTestRoom({ startExchange: network.start, environment }));
    const [taker, supervisor] = [await room.as("call_taker"), await room.as("supervisor0")];
    opened = { room, taker, supervisor, extension: await connect(taker) };
    await taker.must(calls.ready, {});
    return opened;
  }

  const card = (callId: string): Promise<CallCard> => desk().supervisor.must(calls.card, { params: { callId } });
  const inState = (callId: string, state: CallRow["state"]): Promise<CallCard> =>
    until(async () => {
      const found = await desk().supervisor.ask(calls.card, { params: { callId } });
      return found.ok && found.value.state === state && found.value;
    });
  const ringingOf = (callId: string) => until(async () => network.ringing().find((leg) => leg.callId === callId));

  /** A citizen rings. */
  function ring(number: string | null = "0550123456", dialled = "1548"): string {
    const callId = randomUUID();
    network.ringIn(callId, dialled, number, Date.now());
    return callId;
  }
  /** A citizen rings and the call-taker answers. */
  async function talk(number?: string | null, dialled?: string): Promise<string> {
    const callId = ring(number, dialled);
    const { legId } = await ringingOf(callId);
    network.answer(callId, legId, Date.now());
    await inState(callId, "talking");
    return callId;
  }
  /** The citizen hangs up, and the call-taker is ready again. */
  async function over(callId: string): Promise<void> {
    network.gone(callId, Date.now());
    await inState(callId, "ended");
    await desk().taker.must(calls.ready, {});
  }
  return { network, connect, open, card, inState, ringingOf, ring, talk, over };
}
