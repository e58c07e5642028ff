import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { stderr } from "node:process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hasTls, linesFile, missingPackages, DEFAULT_PORTS, type LinesInput } from "./settings.ts";
import { trunkCertificate } from "./testing/trunk-certificate.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overStream, overUdp, overWebSocket, until, type Phone, type StreamTls, type Talk } from "./testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/transports.test.ts is skipped: ${missing.join(", ")} not installed\n`);
if (!hasTls()) stderr.write("telephony/transports.test.ts: TLS is skipped: kamailio-tls-modules not installed\n");

const [CALLER, TAKER, CALLED] = [1_100, 1_700, 1_900];

const given = (more: Partial<LinesInput>): LinesInput => ({
  realm: "room.test",
  address: "127.0.0.1",
  gateway: "127.0.0.1:5070",
  from: [],
  ports: DEFAULT_PORTS,
  ...more,
});

test("ways that cannot be served are not written: TLS without a certificate, calls out by a way that is none of the trunk's", () => {
  const wrong = (more: object): string[] =>
    linesFile.safeParse({ ...given({}), ...more }).error?.issues.map(({ path }) => path.join(".")) ?? [];
  expect(wrong({})).toEqual([]);
  expect(wrong({ trunk: ["udp", "tls"] })).toEqual(["tls"]);
  expect(wrong({ trunk: ["tcp"], out: "udp" })).toEqual(["out"]);
  expect(wrong({ gateway: "[2001:db8::1]:5060" })).toEqual(["gateway"]);
  expect(wrong({ gateway: "[2001:db8::1]:5060", address6: "2001:db8::2", from: ["2001:db8::1"] })).toEqual([]);
  expect(wrong({ trunk: [] })).toContain("trunk");
  expect(wrong({ trunk: ["sctp"] })).toContain("trunk.0");
  expect(wrong({ tls: { certificate: '/x"\nlisten=udp:0.0.0.0', key: "/key" } })).toEqual(["tls.certificate"]);
});

const hasIpv6 = (): boolean => Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === "::1") === true);

/** A port of the operator that nobody has. */
async function freeGateway(): Promise<number> {
  const probe = await overUdp({ host: "127.0.0.1", port: 1 });
  const port = Number(/:(\d+)$/.exec(probe.via)?.[1]);
  probe.close();
  return port;
}

const hears = (what: string, talk: Talk, hertz: number): Promise<void> => until(what, () => talk.sound.hears(hertz), 10_000);

describe.skipIf(missing.length > 0)("a trunk", { timeout: 60_000 }, () => {
  let stack: AsyncDisposableStack;
  let lines: TestLines;
  let taker: Phone;
  beforeEach(() => (stack = new AsyncDisposableStack()));
  afterEach(() => stack.disposeAsync());

  async function start(gatewayPort: number, more: Partial<Omit<LinesInput, "ports">>): Promise<void> {
    lines = stack.use(await testLines(gatewayPort, [], more));
    const carrier = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    taker = stack.use(makePhone({ carrier, user: "101", tone: TAKER }));
    expect(await taker.register(lines.login("101"))).toBe(200);
    await lines.heard("phone_registered");
  }
  const rung = async (): Promise<Talk> => {
    const find = (): Talk | undefined => taker.talks().find((talk) => talk.state() === "ringing");
    await until("the console rings", () => find() !== undefined);
    const found = find();
    if (found === undefined) throw new Error("it rang and stopped");
    return found;
  };
  /** A call comes, is heard both ways, and is hung up by the room; one goes out, and is hung up there. */
  async function callsBothWays(caller: Phone, called: Phone, edgePort: number): Promise<void> {
    const talk = await caller.call(`sip:17@127.0.0.1:${edgePort}`);
    const callId = String((await lines.heard("arrived"))["callId"]);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await hears("the caller hears the prompt", talk, PROMPT_HZ);
    lines.order({ do: "ring", callId, legId: "in", target: { kind: "extension", extension: "101" } });
    const taken = await rung();
    taken.answer();
    await hears("the caller hears the console", talk, TAKER);
    await hears("the console hears the caller", taken, CALLER);
    lines.order({ do: "hangUp", callId });
    await until("the caller is hung up", () => talk.state() === "over");
    const out = "0b7e9c1e-0000-4000-8000-000000000006";
    lines.order({ do: "callOut", callId: out, legId: "out", extension: "101", number: "0555000111" });
    const own = await rung();
    own.answer();
    await lines.heard("leg_answered", (line) => line["callId"] === out);
    const [there] = called.talks();
    if (there === undefined) throw new Error("nobody was called");
    await hears("the number hears the console", there, TAKER);
    await hears("the console hears the number", own, CALLED);
    there.hangUp();
    expect(await lines.heard("ended", (line) => line["callId"] === out)).toMatchObject({ by: "caller" });
  }
  const phone = (carrier: Parameters<typeof makePhone>[0]["carrier"], user: string, tone: number, answerAfterMs?: number): Phone =>
    stack.use(makePhone({ carrier, user, tone, ...(answerAfterMs !== undefined && { answerAfterMs }) }));

  test("by TCP: calls come and go, and a call that the edge saves ends for both", async () => {
    const gatewayPort = await freeGateway();
    await start(gatewayPort, { trunk: ["udp", "tcp"], out: "tcp" });
    const edge = { host: "127.0.0.1", port: lines.ports.trunk };
    const caller = phone(await overStream(edge), "0661234567", CALLER);
    await callsBothWays(caller, phone(await overStream(edge, { port: gatewayPort }), "gateway", CALLED, 100), edge.port);
    await lines.kill();
    const saved = await caller.call(`sip:17@127.0.0.1:${edge.port}`);
    const console_ = await until("the console rings", () => taker.talks().some((talk) => talk.state() === "ringing"), 10_000).then(rung);
    console_.answer();
    await hears("the saved caller hears the console", saved, TAKER);
    await hears("the console hears the saved caller", console_, CALLER);
    console_.hangUp();
    await until("the saved caller is hung up", () => saved.state() === "over");
  });

  test("by TCP: a stranger who opens 1,500 connections takes no console its place", async () => {
    await start(9, { trunk: ["tcp"], out: "tcp" });
    const sockets = Array.from({ length: 1_500 }, () => connect({ host: "127.0.0.1", port: lines.ports.trunk, localAddress: "127.0.0.9" }));
    stack.defer(() => sockets.forEach((socket) => socket.destroy()));
    for (const socket of sockets) socket.on("error", () => undefined).on("data", () => undefined);
    await until("each is open, or refused", () => sockets.every(({ connecting }) => !connecting), 20_000);
    for (const socket of sockets) socket.write("INVITE sip:17@x SIP/2.0\r\n");
    const carriers = await Promise.all(Array.from({ length: 20 }, () => overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`)));
    for (const [nth, carrier] of carriers.entries())
      expect(await phone(carrier, `2${nth}0`, TAKER).register(lines.login(`2${nth}0`))).toBe(200);
    const talk = await phone(await overStream({ host: "127.0.0.1", port: lines.ports.trunk }), "0661234567", CALLER).call(
      `sip:17@127.0.0.1:${lines.ports.trunk}`,
    );
    await lines.heard("arrived");
    await until("it is answered", () => talk.state() === "talking");
  });

  test.skipIf(!hasIpv6())("by IPv6: SIP and sound come and go, also of a call that the edge saves", async () => {
    const probe = await overUdp({ host: "::1", port: 1 }, { host: "::1" });
    const gatewayPort = Number(/:(\d+)$/.exec(probe.via)?.[1]);
    probe.close();
    await start(gatewayPort, { address6: "::1", gateway: `[::1]:${gatewayPort}`, from: ["127.0.0.1", "::1"] });
    const edge = { host: "::1", port: lines.ports.trunk };
    const caller = phone(await overUdp(edge, { host: "::1" }), "0661234567", CALLER);
    await callsBothWays(caller, phone(await overUdp(edge, { host: "::1", port: gatewayPort }), "gateway", CALLED, 100), edge.port);
    await lines.kill();
    const saved = await caller.call(`sip:17@127.0.0.1:${edge.port}`);
    const console_ = await until("the console rings", () => taker.talks().some((talk) => talk.state() === "ringing"), 10_000).then(rung);
    console_.answer();
    await hears("the saved caller hears the console", saved, TAKER);
    await hears("the console hears the saved caller", console_, CALLER);
    console_.hangUp();
    await until("the saved caller is hung up", () => saved.state() === "over");
  });

  test.skipIf(!hasIpv6())(
    "by IPv6: no address fells the media server, and one that is none is refused, with a room and without",
    async () => {
      await start(9, { address6: "::1", from: ["127.0.0.1", "::1"] });
      const media = await lines.edge.pid("rtpengine");
      const caller = phone(await overUdp({ host: "::1", port: lines.ports.trunk }, { host: "::1" }), "0661234567", CALLER);
      const statusOf = async (address: string): Promise<number | null> => {
        const text = ["v=0", "o=- 1 1 IN IP6 ::1", "s=-", `c=IN IP6 ${address}`, "t=0 0", "m=audio 40000 RTP/AVP 8", ""].join("\r\n");
        const talk = await caller.call(`sip:17@127.0.0.1:${lines.ports.trunk}`, { body: () => ({ type: "application/sdp", text }) });
        await until(`${address} is answered`, () => talk.state() !== "ringing" || taker.talks().length > 0, 15_000);
        const status = talk.status();
        talk.hangUp();
        await until("it is over", () => talk.state() === "over" && taker.talks().length === 0, 15_000);
        return status;
      };
      const good = ["::", "::ffff:127.0.0.1", "fe80::1", "2001:DB8:0:0:0:0:0:1"];
      const bad = ["ff02::1", ":::1", "1:2:3:4:5:6:7:8:9", "::1%lo", "127.0.0.1", "::ffff:999.1.1.1", "g::1"];
      for (const address of good) expect([address, await statusOf(address)]).toEqual([address, 200]);
      for (const address of bad) expect([address, await statusOf(address)]).toEqual([address, 488]);
      await lines.kill();
      for (const address of [...bad, ...good]) await statusOf(address);
      expect(await lines.edge.pid("rtpengine")).toBe(media);
    },
  );

  test("by TLS alone: with a certificate of an authority that is known, and by nobody without one; UDP is not answered", async (task) => {
    if (!hasTls()) return task.skip("kamailio-tls-modules not installed");
    const folder = await mkdtemp(join(tmpdir(), "amaliyat-tls-"));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const made = await trunkCertificate("127.0.0.1");
    const [certificate, key, authority] = ["edge.crt", "edge.key", "authority.crt"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await Promise.all([writeFile(certificate, made.cert), writeFile(key, made.key, { mode: 0o600 }), writeFile(authority, made.authority)]);
    const gatewayPort = await freeGateway();
    await start(gatewayPort, { trunk: ["tls"], out: "tls", tls: { certificate, key, authority } });
    const edge = { host: "127.0.0.1", port: lines.ports.secure };
    const tls: StreamTls = { key: made.key, cert: made.cert, ca: made.authority };
    const called = phone(await overStream(edge, { port: gatewayPort, tls }), "gateway", CALLED, 100);
    await callsBothWays(phone(await overStream(edge, { tls }), "0661234567", CALLER), called, edge.port);
    for (const carrier of [
      await overStream(edge),
      await overStream(edge, { tls: { ...tls, key: "", cert: "" } }),
      await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }),
    ]) {
      const stranger = await phone(carrier, "0661234568", CALLER).call(`sip:17@127.0.0.1:${edge.port}`);
      await expect(lines.heard("arrived", () => true, 1_500)).rejects.toThrow("no arrived");
      expect([stranger.state(), stranger.status()]).toEqual(["ringing", null]);
    }
    expect(taker.talks()).toEqual([]);
  });
});
