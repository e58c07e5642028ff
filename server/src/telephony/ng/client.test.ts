import { createSocket } from "node:dgram";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { ExchangeFault } from "../exchange.ts";
import { openNg, type Ng } from "./client.ts";

type Asked = {
  readonly cookie: string;
  readonly order: Record<string, unknown>;
  readonly nth: number;
  readonly reply: (text: string) => void;
};

/** A media server that a test plays: it sees every datagram, and how often its cookie came before. */
async function fakeServer(answer: (asked: Asked) => void): Promise<Ng> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const counts = new Map<string, number>();
  socket.on("message", (message, from) => {
    const text = message.toString();
    const cookie = text.slice(0, text.indexOf(" "));
    const nth = (counts.get(cookie) ?? 0) + 1;
    counts.set(cookie, nth);
    const order = JSON.parse(text.slice(cookie.length + 1)) as Record<string, unknown>;
    answer({ cookie, order, nth, reply: (said) => socket.send(`${cookie} ${said}`, from.port, from.address) });
  });
  const ng = await openNg(socket.address().port, [30, 30, 60]);
  onTestFinished(async () => {
    await ng[Symbol.asyncDispose]();
    socket.close();
  });
  return ng;
}

test("an order that is lost goes again under its cookie", async () => {
  const ng = await fakeServer(
    ({ nth, order, reply }) => void (nth === 2 && reply(JSON.stringify({ result: "ok", saw: order["command"] }))),
  );
  expect(await ng.order("offer", {})).toEqual({ result: "ok", saw: "offer" });
});

test("an answer that is lost, and one that comes twice, are one answer", async () => {
  const ng = await fakeServer(({ nth, reply }) => {
    if (nth === 1) return;
    reply('{"result":"pong"}');
    reply('{"result":"pong"}');
  });
  expect(await Promise.all([ng.order("ping", {}), ng.order("ping", {})])).toEqual([{ result: "pong" }, { result: "pong" }]);
});

test("a late answer to another order is not taken for this one", async () => {
  const ng = await fakeServer(
    ({ order, reply }) => void setTimeout(() => reply(JSON.stringify({ result: "ok", n: order["n"] })), order["n"] === 1 ? 20 : 0),
  );
  const [first, second] = await Promise.all([ng.order("query", { n: 1 }), ng.order("query", { n: 2 })]);
  expect([first["n"], second["n"]]).toEqual([1, 2]);
});

test("a refusal, nonsense and silence are faults", async () => {
  const ng = await fakeServer(({ order, reply }) => {
    if (order["command"] === "refused") reply('{"result":"error","error-reason":"Unknown call-id"}');
    if (order["command"] === "nonsense") reply("{");
    if (order["command"] === "list") reply("[]");
  });
  await expect(ng.order("refused", {})).rejects.toThrow(new ExchangeFault("the media server refuses: Unknown call-id"));
  await expect(ng.order("nonsense", {})).rejects.toThrow(ExchangeFault);
  await expect(ng.order("list", {})).rejects.toThrow(ExchangeFault);
  await expect(ng.order("silence", {})).rejects.toThrow("does not answer (silence)");
});

test("a burst of orders reaches a media server whose socket holds a part of it, each once; a question waits for none of them", async () => {
  let [held, most, repeated] = [0, 0, 0];
  const commands: unknown[] = [];
  const ng = await fakeServer(({ order, nth, reply }) => {
    if (nth > 1) repeated++;
    else commands.push(order["command"]);
    most = Math.max(most, ++held);
    setTimeout(() => {
      held--;
      reply('{"result":"ok"}');
    }, 5);
  });
  const orders = Array.from({ length: 230 }, () => ng.order("offer", {}));
  await ng.order("ping", {});
  // Read at its arrival: until its answer is back, a loaded machine lets more orders in.
  expect(commands.indexOf("ping")).toBe(64);
  expect(await Promise.all(orders)).toHaveLength(230);
  expect(most).toBeLessThanOrEqual(65);
  // A loaded machine may be late for some.
  expect(repeated).toBeLessThan(50);
});

test("what ends calls that are over goes after all for which a caller waits", async () => {
  const commands: unknown[] = [];
  const ng = await fakeServer(({ order, nth, reply }) => {
    // A loaded machine is late for some, which go again.
    if (nth === 1) commands.push(order["command"]);
    setTimeout(() => reply('{"result":"ok"}'), 5);
  });
  const first = Array.from({ length: 64 }, () => ng.order("play media", {}));
  const ends = Array.from({ length: 30 }, () => ng.order("delete", {}));
  const callers = Array.from({ length: 30 }, () => ng.order("offer", {}));
  await Promise.all([...first, ...ends, ...callers]);
  expect(commands.lastIndexOf("offer")).toBeLessThan(commands.length - 20);
});

test("orders that wait are told when the link is closed", async () => {
  const ng = await fakeServer(() => undefined);
  const orders = Array.from({ length: 100 }, (_none, nth) => ng.order(nth % 2 === 0 ? "offer" : "delete", {}));
  const told = Promise.allSettled(orders);
  await ng[Symbol.asyncDispose]();
  expect((await told).map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => "rejected"));
});
