import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDescription } from "./description.ts";
import {
  answerAgain,
  audioPort,
  differInType,
  g711Types,
  holds,
  hasG711,
  isPlain,
  narrow,
  narrowTrunk,
  queueParty,
  readAnswer,
  widen,
} from "./sdp.ts";

const session = ["v=0", "o=- 7 9 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0"];
const sdp = (...streams: readonly string[]): string => `${[...session, ...streams].join("\r\n")}\r\n`;
const audio = (types: string, ...more: readonly string[]): string[] => [`m=audio 4000 RTP/AVP ${types}`, ...more];

describe("what the room takes of a session description", () => {
  test("G.711 A before µ, with telephone events, and nothing else", () => {
    const offer = sdp(
      ...audio(
        "18 0 8 101 96",
        "a=rtpmap:18 G729/8000",
        "a=rtpmap:101 telephone-event/8000",
        "a=fmtp:101 0-15",
        "a=rtpmap:96 opus/48000/2",
        "a=ptime:20",
      ),
    );
    const taken = narrow(offer)?.sdp ?? "";
    expect(taken).toContain("m=audio 4000 RTP/AVP 8 101\r\n");
    expect(taken).toContain("a=fmtp:101 0-15");
    expect(taken).toContain("a=ptime:20");
    expect(taken).not.toMatch(/G729|opus/);
    expect(narrow(sdp(...audio("18 0")))?.sdp).toContain("RTP/AVP 0\r\n");
  });

  test("no sound that we hear is null: AMR alone, a fax, a stream that is off, no description", () => {
    for (const none of [
      sdp(...audio("97", "a=rtpmap:97 AMR/8000")),
      sdp(...audio("97", "a=rtpmap:97 AMR-WB/16000")),
      sdp("m=image 4000 udptl t38"),
      sdp("m=audio 0 RTP/AVP 8"),
      "",
      "nonsense",
      "v=1\r\nm=audio 1 RTP/AVP 8",
    ])
      expect(narrow(none)).toBeNull();
  });

  test("a caller without G.711 has what the media server can turn into it", () => {
    const wide =
      narrow(sdp(...audio("97 111 9 18", "a=rtpmap:97 AMR-WB/16000", "a=rtpmap:111 opus/48000/2", "a=fmtp:111 evil=1")))?.sdp ?? "";
    expect(wide).toContain("m=audio 4000 RTP/AVP 9\r\na=rtpmap:9 G722/8000\r\n");
    const opus = narrow(sdp(...audio("97 111", "a=rtpmap:97 AMR/8000", "a=rtpmap:111 OPUS/48000/2", "a=fmtp:111 evil=1")))?.sdp ?? "";
    expect(opus).toContain("m=audio 4000 RTP/AVP 111\r\na=rtpmap:111 opus/48000/2\r\n");
    expect(opus).not.toContain("evil");
    const free =
      narrow(sdp(...audio("96 97 101", "a=rtpmap:96 AMR/8000", "a=rtpmap:97 pcma/8000", "a=rtpmap:101 telephone-event/8000")))?.sdp ?? "";
    expect(free).toContain("m=audio 4000 RTP/AVP 97 101\r\na=rtpmap:97 PCMA/8000\r\n");
    expect(queueParty(free)).toContain("m=audio 9 RTP/AVP 97 101\r\na=rtpmap:97 PCMA/8000\r\n");
    expect([g711Types(free), isPlain(free), differInType(free, sdp(...audio("8"))), differInType(free, free)]).toEqual([
      [[97, 8]],
      false,
      true,
      false,
    ]);
    // G.711 is taken wherever it stands, so that what a caller says can be read from the packets as they come.
    const coded = ["a=rtpmap:9 G722/8000", "a=rtpmap:111 opus/48000/2", "a=rtpmap:18 G729/8000", "a=rtpmap:97 PCMA/8000"];
    for (const [types, type] of [
      ["9 111 18 8", "8"],
      ["111 9 0", "0"],
      ["9 18 97", "97"],
    ] as const)
      expect(narrow(sdp(...audio(types, ...coded)))?.sdp).toContain(`m=audio 4000 RTP/AVP ${type}\r\n`);
    expect([wide, opus, free].map(hasG711)).toEqual([false, false, true]);
    // The usual type is taken where both are offered; a type that is fixed for another codec, or given to none, is not free.
    expect(narrow(sdp(...audio("97 8", "a=rtpmap:97 PCMA/8000")))?.sdp).toContain("m=audio 4000 RTP/AVP 8\r\n");
    expect(narrow(sdp(...audio("97 0", "a=rtpmap:97 PCMA/8000")))?.sdp).toContain("m=audio 4000 RTP/AVP 0\r\n");
    for (const type of ["5", "18", "95"]) expect(narrow(sdp(...audio(type, `a=rtpmap:${type} PCMA/8000`)))).toBeNull();
    expect(queueParty(opus)).toContain("m=audio 9 RTP/AVP 111\r\na=rtpmap:111 opus/48000/2\r\n");
    expect([isPlain(wide), isPlain(opus), isPlain(sdp(...audio("8"))), isPlain(sdp(...audio("0")))]).toEqual([false, false, true, true]);
  });

  test("streams beside the sound are refused with port 0, in their places", () => {
    const offer = narrow(sdp("m=video 5000 RTP/AVP 96", "a=rtpmap:96 H264/90000", ...audio("8"), "m=image 6000 udptl t38"));
    const answer = widen(sdp("m=audio 7000 RTP/AVP 8", "a=sendrecv"), offer ?? { streams: [], taken: 0 });
    expect(answer.match(/^m=.*$/gm)).toEqual(["m=video 0 RTP/AVP 96", "m=audio 7000 RTP/AVP 8", "m=image 0 udptl t38"]);
  });

  test("the queue's party speaks the caller's codec and events", () => {
    expect(queueParty(sdp(...audio("0 97", "a=rtpmap:97 telephone-event/8000")))).toContain(
      "m=audio 9 RTP/AVP 0 97\r\na=rtpmap:0 PCMU/8000",
    );
    expect(queueParty(null)).toContain("m=audio 9 RTP/AVP 8 101");
  });

  test("hold in the new way and the old, and the answers to it", () => {
    const ours = sdp("m=audio 7000 RTP/AVP 8", "a=sendrecv");
    for (const [line, direction, answer] of [
      ["a=sendonly", "sendonly", "a=recvonly"],
      ["a=inactive", "inactive", "a=inactive"],
      ["a=recvonly", "recvonly", "a=sendonly"],
      ["a=sendrecv", "sendrecv", "a=sendrecv"],
    ] as const) {
      expect(narrow(sdp(...audio("8", line)))?.direction).toBe(direction);
      expect(answerAgain(ours, direction)).toContain(answer);
      expect(answerAgain(ours, direction)).toContain("o=- 7 10 ");
    }
    expect(narrow(sdp(...audio("8", "c=IN IP4 0.0.0.0")))?.direction).toBe("sendonly");
    expect(holds("sendonly") && holds("inactive") && !holds("recvonly") && !holds("sendrecv")).toBe(true);
  });

  test.each([
    ["no o=", ["v=0", "s=-", "c=IN IP4 192.0.2.1", "t=0 0", "m=audio 4000 RTP/AVP 8"]],
    ["no c=", ["v=0", "o=- 7 9 IN IP4 192.0.2.1", "s=-", "t=0 0", "m=audio 4000 RTP/AVP 8"]],
    ["no s=", ["v=0", "o=- 7 9 IN IP4 192.0.2.1", "c=IN IP4 192.0.2.1", "t=0 0", "m=audio 4000 RTP/AVP 8"]],
    ["no t=", ["v=0", "o=- 7 9 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "m=audio 4000 RTP/AVP 8"]],
    ["two o=", [...session.slice(0, 2), ...session.slice(1), "m=audio 4000 RTP/AVP 8"]],
    ["c= after t=", [...session.slice(0, 3), "t=0 0", "c=IN IP4 192.0.2.1", "m=audio 4000 RTP/AVP 8"]],
    ["an address that is none", [...session, "m=audio 4000 RTP/AVP 8", "c=IN IP4 999.1.1.1"]],
    ["a name instead of an address", [...session, "m=audio 4000 RTP/AVP 8", "c=IN IP4 media.example"]],
    ["a group of receivers", [...session, "m=audio 4000 RTP/AVP 8", "c=IN IP4 224.2.1.1/127"]],
    ["one of receivers without a range", [...session, "m=audio 4000 RTP/AVP 8", "c=IN IP4 239.2.1.1"]],
    ["an address of IPv6", [...session, "m=audio 4000 RTP/AVP 8", "c=IN IP6 2001:db8::1"]],
    ["a port that is none", [...session, "m=audio 99999 RTP/AVP 8"]],
    ["a profile that is not known", [...session, "m=audio 4000 X/Y 8"]],
    ["sound over TCP", [...session, "m=audio 4000 TCP/MSRP 8"]],
    ["a key that is too short", [...session, "m=audio 4000 RTP/SAVP 8", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:zz"]],
    ["guarded sound without a key", [...session, "m=audio 4000 RTP/SAVP 8"]],
    ["an rtcp that is none", [...session, "m=audio 4000 RTP/AVP 8", "a=rtcp:abc"]],
    ["a type that the map says to be another", [...session, "m=audio 4000 RTP/AVP 8", "a=rtpmap:8 G729/8000"]],
    ["a control character", [...session, "m=audio 4000 RTP/AVP 8", "a=tool:\u0000"]],
    ["a type of line that is not known", [...session, "x=1", "m=audio 4000 RTP/AVP 8"]],
    ["a very long line", [...session, `a=tool:${"x".repeat(2_000)}`, "m=audio 4000 RTP/AVP 8"]],
    ["very many streams", [...session, ...Array.from({ length: 20 }, () => "m=audio 4000 RTP/AVP 8")]],
    ["very many lines", [...session, ...Array.from({ length: 400 }, () => "a=x"), "m=audio 4000 RTP/AVP 8"]],
  ])("what cannot be read is refused: %s", (_what, all) => {
    expect(narrow(`${all.join("\r\n")}\r\n`)).toBeNull();
  });

  test("no text of a caller goes on: names, titles, unknown attributes and other streams are left out", () => {
    const taken = narrow(
      `v=0\r\no=evil 7 9 IN IP4 192.0.2.9\r\ns=evil\r\ni=evil\r\nc=IN IP4 192.0.2.1\r\nb=AS:64\r\nt=0 0\r\na=evil:evil\r\nm=audio 4000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 evil\r\na=evil\r\na=recvonly\r\nm=video 4002 RTP/AVP 96\r\n`,
    );
    expect(taken?.sdp).not.toContain("evil");
    expect(taken?.sdp).not.toContain("video");
    expect(taken?.sdp).toContain("m=audio 4000 RTP/AVP 8 101\r\n");
    expect(taken?.sdp).toContain("a=fmtp:101 0-15\r\na=recvonly\r\n");
  });

  const browser = [
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 8 110",
    "c=IN IP4 0.0.0.0",
    "a=rtcp:9 IN IP4 0.0.0.0",
    "a=candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host generation 0 network-id 1",
    "a=candidate:2 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active",
    "a=candidate:3 1 udp 2122260222 b1f.local 50001 typ host",
    "a=candidate:4 1 udp 1686052607 198.51.100.4 50000 typ srflx raddr 192.0.2.7 rport 50000",
    "a=ice-ufrag:4ZcD",
    "a=ice-pwd:2/1muCWoOi3uLifh0NuRHlQw",
    "a=ice-options:trickle",
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => "3f").join(":")}`,
    "a=setup:active",
    "a=mid:0",
    "a=rtcp-mux",
    "a=rtpmap:111 opus/48000/2",
    "a=rtpmap:8 PCMA/8000",
    "a=rtpmap:110 telephone-event/8000",
    "a=ssrc:1 cname:x",
  ];

  test("a browser's sound keeps what ICE and DTLS need, checked", () => {
    const taken = narrow(sdp(...browser));
    expect(taken?.guard).toBe("dtls");
    expect(taken?.sdp.split("\r\n").filter((line) => /^a=(?:ice|fing|setup|mid|rtcp)/.test(line))).toHaveLength(7);
    expect(taken?.sdp).toContain(`a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => "3F").join(":")}\r\n`);
    expect(taken?.sdp.match(/^a=candidate:.*$/gm)).toEqual([
      "a=candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host",
      "a=candidate:4 1 udp 1686052607 198.51.100.4 50000 typ srflx raddr 192.0.2.7 rport 50000",
    ]);
    for (const [from, to] of [
      ["a=setup:active", "a=setup:evil"],
      ["a=ice-ufrag:4ZcD", "a=ice-ufrag:4Z\tcD"],
      ["a=mid:0", "a=mid:0 1"],
      ["a=candidate:1 1 udp", "a=candidate:1 one udp"],
      [":3f", ":3g"],
    ] as const)
      expect(narrow(sdp(...browser.map((line) => line.replace(from, to))))).toBeNull();
  });

  test("a trunk's sound by DTLS keeps no ICE: no candidate of a caller is asked for an answer", () => {
    const taken = narrowTrunk(sdp(...browser.filter((line) => line !== "c=IN IP4 0.0.0.0")), ["IP4"]);
    expect(taken?.guard).toBe("dtls");
    expect(taken?.sdp).not.toMatch(/ice|candidate/);
    expect(taken?.sdp).toContain("a=setup:active\r\n");
    expect(taken?.sdp).toContain("a=fingerprint:");
  });

  test("an answer that is guarded otherwise than our offer is none", () => {
    const plain = sdp(...audio("8"));
    expect(readAnswer(plain, plain)).toBe(narrow(plain)?.sdp);
    expect(readAnswer(sdp(...browser), plain)).toBeNull();
    expect(readAnswer(plain, sdp(...browser))).toBeNull();
  });

  /** Every line that may go to the media server. */
  const ALLOWED = [
    /^v=0$/,
    /^o=- \d{1,20} \d{1,20} IN IP4 [\d.]{7,15}$/,
    /^s=-$/,
    /^c=IN IP4 [\d.]{7,15}$/,
    /^t=0 0$/,
    /^m=audio \d{1,5} (?:UDP\/TLS\/)?RTP\/S?AVPF? \d{1,3}(?: \d{1,3})?$/,
    /^a=rtpmap:(?:\d{1,3} (?:PCM[AU]|G722|G729|telephone-event)\/8000|\d{1,3} opus\/48000\/2)$/,
    /^a=fmtp:\d{1,3} [\d,-]+$/,
    /^a=rtcp:\d{1,5}(?: IN IP[46] [\d.:a-f]+)?$/i,
    /^a=rtcp-mux$/,
    /^a=ptime:\d{1,3}$/,
    /^a=mid:[\w.-]{1,32}$/,
    /^a=ice-(?:ufrag|pwd):[\w+/]{4,256}$/,
    /^a=candidate:[\w+/]+ \d+ udp \d+ [\d.]+ \d+ typ (?:host|srflx|prflx|relay)(?: raddr [\d.]+ rport \d+)?$/,
    /^a=fingerprint:sha-\d+ [\dA-F:]+$/,
    /^a=setup:(?:active|passive|actpass|holdconn)$/,
    /^a=crypto:\d+ \w+ inline:[\w+/=|^:]+$/,
    /^a=(?:sendrecv|sendonly|recvonly|inactive)$/,
  ];
  const key = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
  const real = [
    ...session,
    ...audio("8 101"),
    "a=rtpmap:101 telephone-event/8000",
    ...browser,
    `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}|2^20|1:4`,
  ];
  const parts = fc.constantFrom(
    "v=0",
    "m=audio 4 RTP/AVP 8 0",
    "m=audio 4 RTP/SAVP 8",
    "a=rtpmap:8 PCMA/8000",
    "c=IN IP4 0.0.0.0",
    "a=",
    "m=",
    "\n",
    "\u0000",
    "999.1.1.1",
    "-1",
  );
  /** A real description with some lines changed, cut, doubled, moved or put in. */
  const broken = fc
    .tuple(
      fc.constantFrom(sdp(...audio("8 0")), sdp(...browser), `${real.join("\r\n")}\r\n`),
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.oneof(parts, fc.string())), { maxLength: 6 }),
    )
    .map(([text, changes]) => {
      let made = text;
      for (const [at, length, put] of changes) {
        const from = at % (made.length + 1);
        made = made.slice(0, from) + put + made.slice(from + (length % 12));
      }
      return made;
    });
  const bytes = fc.uint8Array({ maxLength: 400 }).map((each) => new TextDecoder().decode(each));
  const shuffled = fc.shuffledSubarray(real).map((all) => `${all.join("\r\n")}\r\n`);
  /** Makes descriptions that are in order as often as not: a session, and attributes in any number and order. */
  const valid = fc
    .array(fc.constantFrom(...browser.slice(1), ...real.slice(-1), "a=ptime:20", "a=sendonly"), { maxLength: 12 })
    .map((more) => sdp("m=audio 4 UDP/TLS/RTP/SAVPF 8", ...more.filter((line) => line.startsWith("a="))));

  test("any bytes are null, or written as a description that is read again and has allowed lines alone", () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(broken, bytes, shuffled, valid), (text) => {
        const taken = narrow(text);
        audioPort(text);
        queueParty(text);
        answerAgain(text, "sendrecv");
        if (taken === null) return;
        read++;
        expect(widen(taken.sdp, taken).match(/^m=/gm)).toHaveLength(taken.streams.length);
        expect(readDescription(taken.sdp)).not.toBeNull();
        expect(narrow(taken.sdp)?.sdp).toBe(taken.sdp);
        expect(
          taken.sdp
            .split("\r\n")
            .slice(0, -1)
            .filter((line) => !ALLOWED.some((each) => each.test(line))),
        ).toEqual([]);
      }),
      { numRuns: 4_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
