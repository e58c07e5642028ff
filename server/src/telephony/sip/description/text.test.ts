import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasNoSound, narrow, narrowCaller, offerWithText, widen } from "./sdp.ts";
import { textLines } from "./text.ts";

const HEAD = ["v=0", "o=- 1 1 IN IP4 192.0.2.7", "s=-", "c=IN IP4 192.0.2.7", "t=0 0"];
const AUDIO = ["m=audio 4000 RTP/AVP 8 101", "a=rtpmap:8 PCMA/8000", "a=rtpmap:101 telephone-event/8000"];
/** RFC 4103 §10.2, but for the address. */
const TEXT = ["m=text 11000 RTP/AVP 100 98", "a=rtpmap:98 t140/1000", "a=rtpmap:100 red/1000", "a=fmtp:100 98/98/98"];
const sdp = (...parts: readonly (readonly string[])[]): string => `${[...HEAD, ...parts.flat()].join("\r\n")}\r\n`;
const ours = { address: "198.51.100.1", port: 29_000, direction: "sendrecv", protocol: "RTP/AVP" } as const;

describe("an offer of text", () => {
  test("beside the sound, before or after it: address, types and generations are read, and the sound is what it is without it", () => {
    for (const [offer, index, taken] of [
      [sdp(AUDIO, TEXT), 1, 0],
      [sdp(TEXT, AUDIO), 0, 1],
      [sdp(["m=video 5000 RTP/AVP 96"], AUDIO, TEXT), 2, 1],
    ] as const) {
      const said = narrowCaller(offer);
      expect(said?.text).toEqual({
        index,
        peer: { host: "192.0.2.7", port: 11_000, types: { t140: 98, red: 100 }, generations: 2 },
        direction: "sendrecv",
        protocol: "RTP/AVP",
      });
      expect([said?.taken, said?.sdp]).toEqual([taken, narrow(sdp(AUDIO))?.sdp]);
    }
  });

  test("alone: the caller stands at the media server as one on hold, and is answered no sound", () => {
    const said = narrowCaller(sdp(TEXT));
    expect([said?.taken, said?.direction, hasNoSound(said?.sdp ?? "")]).toEqual([-1, "inactive", true]);
    expect(hasNoSound(narrow(said?.sdp ?? "")?.sdp ?? "")).toBe(true);
    expect(hasNoSound(narrow(sdp(AUDIO))?.sdp ?? "")).toBe(false);
    const peer = said?.text?.peer;
    if (said === null || peer === undefined) throw new Error("not read");
    const answer = widen(sdp(AUDIO), said, { index: 0, lines: textLines(peer, ours) });
    expect(answer.split("\r\n").slice(5, -1)).toEqual([
      "m=text 29000 RTP/AVP 100 98",
      "c=IN IP4 198.51.100.1",
      "a=rtpmap:98 t140/1000",
      "a=fmtp:98 cps=30",
      "a=rtpmap:100 red/1000",
      "a=fmtp:100 98/98/98",
      "a=sendrecv",
    ]);
    expect(narrowCaller(sdp(["m=audio 0 RTP/AVP 8"], TEXT))?.taken).toBe(-1);
    // Sound that cannot be served is refused, and is not answered as something else.
    expect(narrowCaller(sdp(["m=audio 4000 UDP/TLS/RTP/SAVPF 96"], TEXT))).toBeNull();
  });

  test("what cannot be served is answered with port 0: guarded text, text over TCP or IPv6, no T.140, a port that was closed", () => {
    const others = [
      ["m=text 11000 RTP/SAVP 98", "a=rtpmap:98 t140/1000"],
      ["m=text 11000 TCP/MSRP *"],
      ["m=text 11000 RTP/AVP 98", "c=IN IP6 2001:db8::1", "a=rtpmap:98 t140/1000"],
      ["m=text 11000 RTP/AVP 98", "a=rtpmap:98 t140/8000"],
      ["m=text 11000 RTP/AVP 97", "a=rtpmap:98 t140/1000"],
      ["m=text 11000 RTP/AVP 8", "a=rtpmap:8 t140/1000"],
      ["m=text 0 RTP/AVP 98", "a=rtpmap:98 t140/1000"],
    ];
    for (const other of others) {
      const said = narrowCaller(sdp(AUDIO, other));
      expect(said?.text).toBeNull();
      if (said !== null) expect(widen(sdp(AUDIO), said)).toMatch(/^m=text 0 /m);
      expect(narrowCaller(sdp(other))).toBeNull();
    }
    // Without redundancy it is text all the same (RFC 4103 §3).
    expect(narrowCaller(sdp(AUDIO, ["m=text 11000 RTP/AVP 98", "a=rtpmap:98 T140/1000"]))?.text?.peer).toMatchObject({
      types: { t140: 98, red: null },
      generations: 0,
    });
  });

  test("an offer of ours within a call has its streams in the order of the first", () => {
    const kinds = (offer: string): string[] => [...offer.matchAll(/^m=(\w+)/gm)].map(([, kind = ""]) => kind);
    const lines = textLines({ types: { t140: 98, red: null }, generations: 0 }, ours);
    expect(kinds(offerWithText(sdp(AUDIO), lines, { alone: false, isFirst: true }))).toEqual(["text", "audio"]);
    expect(kinds(offerWithText(sdp(AUDIO), lines, { alone: false, isFirst: false }))).toEqual(["audio", "text"]);
    expect(kinds(offerWithText(sdp(AUDIO), lines, { alone: true, isFirst: true }))).toEqual(["text"]);
  });

  test("no text of its sender goes into an answer, whatever the lines say", () => {
    const value = fc.string({
      unit: fc.constantFrom("a", "9", "8", "/", " ", ":", "=", "t140", "red", "98", "\r", "\n", "é"),
      maxLength: 20,
    });
    fc.assert(
      fc.property(value, value, value, (format, map, fmtp) => {
        const said = narrowCaller(
          sdp(AUDIO, [`m=text 11000 RTP/AVP 100 98 ${format}`, `a=rtpmap:98 t140/1000`, `a=rtpmap:${map}`, `a=fmtp:100 ${fmtp}`]),
        );
        if (said === null || said.text === null) return;
        const lines = textLines(said.text.peer, ours).join("\r\n");
        expect(lines).toMatch(
          /^m=text 29000 RTP\/AVP (?:\d{2,3} )?\d{2,3}\r\nc=IN IP4 198\.51\.100\.1(?:\r\na=(?:rtpmap|fmtp):\d{2,3} (?:t140\/1000|red\/1000|cps=30|[\d/]+))+\r\na=sendrecv$/,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
