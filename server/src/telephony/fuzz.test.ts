import { stderr } from "node:process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { testLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Talk } from "./testing/phones.ts";

// Thousands of INVITEs that are broken somewhere, from the operator's own addresses, beside a talk. Seeded: a run that fails fails again.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/fuzz.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [SEED, MESSAGES, AT_ONCE, EVERY_MS] = [17, 3_000, 20, 120];
const SOURCES = Array.from({ length: 4 }, (_none, nth) => `127.0.0.${nth + 1}`);
const [CALLER, TAKER] = [1_100, 1_700];

const SDP = [
  "v=0",
  "o=- 1 1 IN IP4 127.0.0.1",
  "s=-",
  "c=IN IP4 127.0.0.1",
  "t=0 0",
  "m=audio 40000 RTP/AVP 8 0 101",
  "a=rtpmap:8 PCMA/8000",
  "a=rtpmap:101 telephone-event/8000",
  "a=fmtp:101 0-15",
  "a=rtcp:40001 IN IP4 127.0.0.1",
  "a=candidate:1 1 udp 2122260223 127.0.0.1 50000 typ host",
  "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz",
  "a=ptime:20",
  "m=video 40002 RTP/AVP 96",
  "a=rtpmap:96 H264/90000",
];
const ODD = [
  "",
  "\0",
  "%s%n",
  "99999999999999999999",
  "-1",
  "999.1.1.1",
  "::1",
  "\u202e",
  " ",
  "\t",
  "=",
  "x".repeat(3_000),
  "a=",
  "m=audio 1 RTP/AVP 8",
  "o=",
  "\r",
  "<",
  ">",
  ";tag=",
  ",",
];

/** Some lines of a text left out, doubled, moved, cut or with something odd in them; most of all nothing. */
const broken = (lines: readonly string[]): fc.Arbitrary<string[]> =>
  fc.array(fc.tuple(fc.nat(lines.length - 1), fc.nat(4), fc.constantFrom(...ODD), fc.nat(40)), { maxLength: 3 }).map((changes) => {
    const made = [...lines];
    for (const [at, how, odd, where] of changes) {
      const line = made[at] ?? "";
      if (how === 0) made.splice(at, 1);
      else if (how === 1) made.splice(at, 0, line);
      else if (how === 2) made.splice(where % (made.length + 1), 0, ...made.splice(at, 1));
      else if (how === 3) made[at] = line.slice(0, where) + odd;
      else made[at] = line.slice(0, where) + odd + line.slice(where);
    }
    return made;
  });

const WHOLE = ["sip:17@127.0.0.1", "tel:17", "sip:1548@x;user=phone", "urn:service:sos.fire", "sip:17%40x@127.0.0.1", "tel:+213661234567"];
const uri = fc.constantFrom(...[WHOLE, WHOLE, WHOLE, WHOLE].flat(), "sips:17@x", "sip:@", "tel:", "urn:x", "x");
const message = fc.record({ sdp: broken(SDP), to: uri, from: uri, request: uri, breaks: fc.boolean(), cut: fc.nat(2_000) });

test.skipIf(missing.length > 0)(
  "thousands of broken INVITEs beside a talk: no program falls, nobody is rung for them, nothing reaches the gateway",
  { timeout: 120_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const gateway = await overUdp({ host: "127.0.0.1", port: 9 });
    stack.defer(gateway.close);
    const atGateway: string[] = [];
    gateway.onMessage((text) => atGateway.push(text.split("\r\n")[0] ?? ""));
    const lines = stack.use(await testLines(Number(/:(\d+)$/.exec(gateway.via)?.[1]), SOURCES));
    const edge = { host: "127.0.0.1", port: lines.ports.trunk };
    const rang: Talk[] = [];
    const link = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    const taker = stack.use(makePhone({ carrier: link, user: "101", tone: TAKER, onRing: (talk) => rang.push(talk) }));
    expect(await taker.stayRegistered(lines.login("101"))).toBe(200);
    const honest = stack.use(makePhone({ carrier: await overUdp(edge), user: "0661234567", tone: CALLER }));
    const pids = (): Promise<unknown> => Promise.all([lines.edge.pid("rtpengine"), lines.edge.pid("kamailio")]);
    const isOurs = (line: Readonly<Record<string, unknown>>): boolean => (line["from"] as { number: string }).number === "0661234567";
    async function talkNow(): Promise<Talk> {
      const talk = await honest.call(`sip:17@127.0.0.1:${edge.port}`);
      const { callId } = await lines.heard("arrived", isOurs);
      const before = rang.length;
      lines.order({ do: "ring", callId, legId: `talk ${before}`, target: { kind: "extension", extension: "101" } });
      await until("the console rings", () => rang.length > before);
      rang.at(-1)?.answer();
      await until("both hear", () => talk.sound.hears(TAKER) && rang.at(-1)?.sound.hears(CALLER) === true);
      return talk;
    }
    const talk = await talkNow();
    const before = await pids();

    /** One source: what is answered with 200 is acknowledged and hung up, so that ports are free for the next. */
    async function source(host: string) {
      const carrier = await overUdp(edge, { host });
      stack.defer(carrier.close);
      const statuses = new Map<number, number>();
      carrier.onMessage((text) => {
        const [head = ""] = text.split("\r\n\r\n");
        const status = Number(/^SIP\/2.0 (\d{3})/.exec(head)?.[1]);
        if (!(status >= 200) || !/^CSeq: \d+ INVITE/im.test(head)) return;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const target = /^Contact: <([^>]+)>/im.exec(head)?.[1];
        if (status >= 300 || target === undefined) return;
        const own = head.split("\r\n").filter((line) => /^(?:From|To|Call-ID):/i.test(line));
        const routes = head
          .split("\r\n")
          .filter((line) => /^Record-Route:/i.test(line))
          .toReversed();
        for (const [method, number] of [
          ["ACK", 1],
          ["BYE", 2],
        ] as const)
          carrier.send(
            [
              `${method} ${target} SIP/2.0`,
              `Via: ${carrier.via};branch=z9hG4bK${method}${Math.random()}`,
              ...routes.map((line) => line.replace(/^Record-Route/i, "Route")),
              "Max-Forwards: 70",
              ...own,
              `CSeq: ${number} ${method}`,
              "Content-Length: 0",
              "",
              "",
            ].join("\r\n"),
          );
      });
      return { carrier, statuses };
    }
    const sources = await Promise.all(SOURCES.map(source));
    const all = fc.sample(message, { numRuns: MESSAGES, seed: SEED });
    let silent = 0;
    for (const [nth, { sdp, to, from, request, breaks, cut }] of all.entries()) {
      const { carrier } = sources[nth % sources.length] ?? { carrier: gateway };
      const body = `${sdp.join("\r\n")}\r\n`;
      const head = [
        `INVITE ${request} SIP/2.0`,
        `Via: ${carrier.via};branch=z9hG4bKf${nth};rport`,
        "Max-Forwards: 70",
        `From: <${from}>;tag=f${nth}`,
        `To: <${to}>`,
        `Call-ID: fuzz${nth}`,
        "CSeq: 1 INVITE",
        `Contact: <sip:f@${carrier.via.split(" ")[1] ?? ""}>`,
        "Content-Type: application/sdp",
        `Content-Length: ${Buffer.byteLength(body)}`,
      ];
      const text = `${head.join("\r\n")}\r\n\r\n${body}`;
      carrier.send(breaks && cut < text.length ? text.slice(0, cut) + (ODD[nth % ODD.length] ?? "") + text.slice(cut) : text);
      if (nth % AT_ONCE !== 0) continue;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      if (!talk.sound.hears(TAKER) || rang[0]?.sound.hears(CALLER) !== true) silent++;
    }
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const statuses: Record<string, number> = {};
    for (const each of sources) for (const [status, count] of each.statuses) statuses[status] = (statuses[status] ?? 0) + count;
    stderr.write(`${MESSAGES} broken INVITEs (seed ${SEED}) were answered ${JSON.stringify(statuses)}\n`);
    expect(await pids()).toEqual(before);
    expect(rang).toHaveLength(1);
    expect(atGateway).toEqual([]);
    expect([silent, talk.state()]).toEqual([0, "talking"]);
    // Some were whole, and most were not: else nothing was tried.
    expect(statuses["200"]).toBeGreaterThan(MESSAGES / 50);
    expect(statuses["488"]).toBeGreaterThan(MESSAGES / 20);
    talk.hangUp();
    await talkNow();
  },
);
