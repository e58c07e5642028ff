import * as fc from "fast-check";
import { makePhone, overUdp, overWebSocket, until, type Talk } from "./phones.ts";
import type { TestLines } from "./lines.ts";

// INVITEs that are broken somewhere, from the operator's own addresses, beside talks. Seeded: a run that fails fails again.
/** Made and sent together: few enough that the talks in the same process send in time (2,000 at once kept them silent for half a second). */
const AT_ONCE = 20;
/** Addresses of the operator from which they come; the lines must trust them. */
export const BROKEN_FROM = Array.from({ length: 4 }, (_none, nth) => `127.0.0.${nth + 1}`);
const [CALLER, TAKER] = [1_100, 1_700];
/** A machine that has just taken a flood may be late. */
const RINGS_WITHIN_MS = 20_000;

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
type Broken = typeof message extends fc.Arbitrary<infer T> ? T : never;

export type Fuzzing = {
  readonly lines: TestLines;
  /** The operator's gateway, which is to hear nothing. */
  readonly gateway: Awaited<ReturnType<typeof overUdp>>;
  readonly talks: number;
  readonly messages: number;
  readonly seed: number;
  /** Between two groups of 20 messages, ms. */
  readonly everyMs: number;
  readonly told?: (sent: number) => void;
};

export type Fuzzed = {
  readonly statuses: Readonly<Record<string, number>>;
  /** The longest time without a packet at each end of each talk, and of all, ms. */
  readonly gaps: readonly number[];
  readonly longestGapMs: number;
  /** Times at which a talk was looked at and not heard both ways. */
  readonly unheard: number;
  readonly over: number;
  /** Consoles that rang for anything but the talks. */
  readonly rangBeside: number;
  readonly atGateway: readonly string[];
  /** Hangs the talks up, and has another: the lines still work. */
  readonly talkAgain: () => Promise<void>;
};

/** One source: what is answered with 200 is acknowledged and hung up, so that ports are free for the next. */
async function source(host: string, port: number) {
  const carrier = await overUdp({ host: "127.0.0.1", port }, { host });
  const statuses = new Map<number, number>();
  carrier.onMessage((text) => {
    const [head = ""] = text.split("\r\n\r\n");
    const status = Number(/^SIP\/2.0 (\d{3})/.exec(head)?.[1]);
    if (!(status >= 200) || !/^CSeq: \d+ INVITE/im.test(head)) return;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const target = /^Contact: <([^>]+)>/im.exec(head)?.[1];
    if (status >= 300 || target === undefined) return;
    const lines = head.split("\r\n");
    const own = lines.filter((line) => /^(?:From|To|Call-ID):/i.test(line));
    const routes = lines.filter((line) => /^Record-Route:/i.test(line)).map((line) => line.replace(/^Record-Route/i, "Route"));
    for (const [method, number] of [
      ["ACK", 1],
      ["BYE", 2],
    ] as const)
      carrier.send(
        [
          `${method} ${target} SIP/2.0`,
          `Via: ${carrier.via};branch=z9hG4bK${method}${Math.random()}`,
          ...routes.toReversed(),
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

/** An INVITE that is broken somewhere. */
function written({ sdp, to, from, request, breaks, cut }: Broken, nth: number, via: string): string {
  const body = `${sdp.join("\r\n")}\r\n`;
  const head = [
    `INVITE ${request} SIP/2.0`,
    `Via: ${via};branch=z9hG4bKf${nth};rport`,
    "Max-Forwards: 70",
    `From: <${from}>;tag=f${nth}`,
    `To: <${to}>`,
    `Call-ID: fuzz${nth}`,
    "CSeq: 1 INVITE",
    `Contact: <sip:f@${via.split(" ")[1] ?? ""}>`,
    "Content-Type: application/sdp",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  const text = `${head.join("\r\n")}\r\n\r\n${body}`;
  return breaks && cut < text.length ? text.slice(0, cut) + (ODD[nth % ODD.length] ?? "") + text.slice(cut) : text;
}

/** Sends broken INVITEs beside talks that go on. */
export async function fuzzBesideTalks({ lines, gateway, talks: count, messages, seed, everyMs, told }: Fuzzing): Promise<Fuzzed> {
  const atGateway: string[] = [];
  gateway.onMessage((text) => atGateway.push(text.split("\r\n")[0] ?? ""));
  await using stack = new AsyncDisposableStack();
  const edge = { host: "127.0.0.1", port: lines.ports.trunk };
  const rang: Talk[] = [];
  const onRing = (talk: Talk): void => void rang.push(talk);
  for (let nth = 0; nth < count; nth++) {
    const extension = String(101 + nth);
    const carrier = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    const taker = stack.use(makePhone({ carrier, user: extension, tone: TAKER, onRing }));
    if ((await taker.stayRegistered(lines.login(extension))) !== 200) throw new Error(`console ${extension} could not register`);
  }
  const honest = stack.use(makePhone({ carrier: await overUdp(edge), user: "0661234567", tone: CALLER }));
  const isOurs = (line: Readonly<Record<string, unknown>>): boolean => (line["from"] as { number: string }).number === "0661234567";
  async function talkNow(extension: string): Promise<{ caller: Talk; taker: Talk }> {
    const caller = await honest.call(`sip:17@127.0.0.1:${edge.port}`);
    const { callId } = await lines.heard("arrived", isOurs);
    const before = rang.length;
    lines.order({ do: "ring", callId, legId: `talk ${before}`, target: { kind: "extension", extension } });
    await until("the console rings", () => rang.length > before, RINGS_WITHIN_MS);
    const taker = rang.at(-1);
    if (taker === undefined) throw new Error("nobody rang");
    taker.answer();
    await until("both hear", () => caller.sound.hears(TAKER) && taker.sound.hears(CALLER));
    return { caller, taker };
  }
  const talks: { caller: Talk; taker: Talk }[] = [];
  for (let nth = 0; nth < count; nth++) talks.push(await talkNow(String(101 + nth)));
  const sources = await Promise.all(BROKEN_FROM.map((host) => source(host, edge.port)));
  for (const { carrier } of sources) stack.defer(carrier.close);
  let unheard = 0;
  for (let sent = 0; sent < messages; sent += AT_ONCE) {
    const made = fc.sample(message, { numRuns: Math.min(AT_ONCE, messages - sent), seed: seed + sent });
    for (const [at, broken] of made.entries()) {
      const nth = sent + at;
      const carrier = sources[nth % sources.length]?.carrier ?? gateway;
      carrier.send(written(broken, nth, carrier.via));
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    unheard += talks.filter(({ caller, taker }) => !caller.sound.hears(TAKER) || !taker.sound.hears(CALLER)).length;
    told?.(sent + made.length);
  }
  // Real time: the last transactions are over after four seconds.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const statuses: Record<string, number> = {};
  for (const each of sources) for (const [status, n] of each.statuses) statuses[status] = (statuses[status] ?? 0) + n;
  const gaps = talks.flatMap(({ caller, taker }) => [caller, taker].map(({ sound }) => sound.longestSilence() ?? Infinity));
  const fuzzed = {
    statuses,
    gaps,
    longestGapMs: Math.max(...gaps),
    unheard,
    over: talks.filter(({ caller, taker }) => caller.state() !== "talking" || taker.state() !== "talking").length,
    rangBeside: rang.length - count,
    atGateway,
  };
  const kept = stack.move();
  return {
    ...fuzzed,
    talkAgain: async () => {
      for (const { caller } of talks) caller.hangUp();
      await talkNow("101");
      await kept.disposeAsync();
    },
  };
}
