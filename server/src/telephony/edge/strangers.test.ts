import * as fc from "fast-check";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPackages } from "../settings.ts";
import { freePorts } from "../testing/free-port.ts";
import { testLines, type TestLines } from "../testing/lines.ts";
import { makePhone, overWebSocket, until } from "../testing/phones.ts";
import { readConnections, toClose, type Connection } from "./strangers.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/edge/strangers.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const address = fc.constantFrom("192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8:0:0::2", "198.51.100.9");
const list: fc.Arbitrary<Connection[]> = fc.uniqueArray(
  fc.record({ id: fc.integer({ min: 1, max: 10_000 }).map(String), address, idleS: fc.integer({ min: 0, max: 3_605 }) }),
  { selector: ({ id }) => id, maxLength: 60 },
);

test("what is closed is idle for longer than what is kept, none of the operator's, and no more than needed", () => {
  fc.assert(
    fc.property(list, (connections) => {
      const closed = new Set(toClose(connections, ["198.51.100.9"], [5, 12]));
      const strangers = connections.filter((each) => each.address !== "198.51.100.9");
      const kept = strangers.filter(({ id }) => !closed.has(id));
      expect(strangers.length - kept.length).toBe(closed.size);
      expect(kept.length).toBeLessThanOrEqual(12);
      for (const each of strangers.filter(({ id }) => closed.has(id))) {
        const own = kept.filter((other) => other.address === each.address || (other.address.includes(":") && each.address.includes(":")));
        // Its address, or all of them, hold as many as they may, and none of those is idle for longer.
        const held = own.length === 5 ? own : kept;
        expect(held.length === 5 || held.length === 12).toBe(true);
        expect(held.every(({ idleS }) => idleS <= each.idleS)).toBe(true);
      }
    }),
  );
});

test("the edge's list is read, and connections to other ports are none of it", () => {
  const block = (id: number, port: number): string =>
    `{\n\tid: ${id}\n\ttype: TCP\n\tstate: CONN_OK\n\ttimeout: 3600\n\tlifetime: 3605\n\tref_count: 1\n\tsrc_ip: 192.0.2.1\n\tsrc_port: 4000\n\tdst_ip: 192.0.2.9\n\tdst_port: ${port}\n}\n`;
  expect(readConnections(block(1, 5060) + block(2, 8088), [5060])).toEqual([{ id: "1", address: "192.0.2.1", idleS: 5 }]);
  expect(readConnections("", [5060])).toEqual([]);
});

const SDP = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0", "m=audio 40000 X/Y 8", ""].join("\r\n");

describe.skipIf(missing.length > 0)("the trunk by TCP", { timeout: 60_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  beforeAll(async () => {
    const [gateway = 1] = await freePorts(1);
    lines = stack.use(await testLines(gateway, ["127.0.0.1"], { trunk: ["udp", "tcp"] }));
  }, 60_000);
  afterAll(() => stack.disposeAsync());
  let said = 0;
  /** A connection by which something was said once: the edge itself ends one by which nothing ever was. */
  async function link(localAddress: string): Promise<Socket> {
    const socket = connect({ port: lines.ports.trunk, host: "127.0.0.1", localAddress });
    stack.defer(() => void socket.destroy());
    socket.on("error", () => undefined);
    await Promise.race([once(socket, "connect"), once(socket, "close")]);
    const head = [
      "OPTIONS sip:17@127.0.0.1 SIP/2.0",
      `Via: SIP/2.0/TCP ${localAddress}:${socket.localPort};branch=z9hG4bKlink${said}`,
      "Max-Forwards: 70",
      "From: <sip:a@x>;tag=1",
      "To: <sip:17@x>",
      `Call-ID: link${said++}`,
      "CSeq: 1 OPTIONS",
      "Content-Length: 0",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    return socket;
  }

  test("is full of strangers who say nothing more: theirs are closed, the operator's and the consoles' are kept, and a new console comes in", async () => {
    const isOpen = (socket: Socket): boolean => !socket.closed && !socket.destroyed;
    const early = stack.use(
      makePhone({ carrier: await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`), user: "101", tone: 1_700 }),
    );
    expect(await early.register(lines.login("101"))).toBe(200);
    const pid = await lines.edge.pid("kamailio");
    const operator = await link("127.0.0.1");
    operator.resume();
    // Real time: the connections that stand are listed every ten seconds.
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    const strangers: Socket[] = [];
    for (const host of ["127.0.0.4", "127.0.0.5", "127.0.0.6"]) {
      const some = await Promise.all(Array.from({ length: 800 }, () => link(host)));
      strangers.push(...some);
      for (const socket of some) socket.resume();
    }
    await until("each address has its part", () => strangers.filter(isOpen).length <= 3 * 64, 30_000);
    expect(await lines.edge.pid("kamailio")).toBe(pid);
    const late = stack.use(makePhone({ carrier: await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`), user: "102", tone: 1_700 }));
    expect([await late.register(lines.login("102")), await early.register(lines.login("101"))]).toEqual([200, 200]);
    expect(isOpen(operator)).toBe(true);
  });

  test("brings 500 calls in one moment, which is more than 300 in a second: each is answered, none is dropped", async () => {
    const socket = await link("127.0.0.1");
    let came = "";
    socket.on("data", (bytes) => (came += String(bytes)));
    const invite = (nth: number): string =>
      [
        `INVITE sip:17@127.0.0.1 SIP/2.0`,
        `Via: SIP/2.0/TCP 127.0.0.1:${socket.localPort};branch=z9hG4bKburst${nth}`,
        "Max-Forwards: 70",
        `From: <sip:0661000000@x.example>;tag=b${nth}`,
        "To: <sip:17@x>",
        `Call-ID: burst${nth}`,
        "CSeq: 1 INVITE",
        `Contact: <sip:b@127.0.0.1:${socket.localPort};transport=tcp>`,
        "Content-Type: application/sdp",
        `Content-Length: ${SDP.length}`,
        "",
        SDP,
      ].join("\r\n");
    socket.write(Array.from({ length: 500 }, (_none, nth) => invite(nth)).join(""));
    // A description that cannot be served is refused at once by the room: each that reached it is known by that.
    const refused = (): number => new Set([...came.matchAll(/SIP\/2\.0 488[^]*?Call-ID: (burst\d+)/gu)].map(([, id]) => id)).size;
    await until("each is refused by the room", () => refused() === 500, 30_000);
  });
});
