import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutFrames, type Frames } from "./frames.ts";

/** Feeds the bytes in pieces of the given sizes. */
function feed(bytes: Buffer, sizes: readonly number[]): { messages: string[]; failure: Frames["failure"]; left: number } {
  const messages: string[] = [];
  let rest: Buffer = Buffer.alloc(0);
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    const cut = cutFrames(Buffer.concat([rest, bytes.subarray(at, at + size)]));
    messages.push(...cut.messages);
    if (cut.failure !== null) return { messages, failure: cut.failure, left: cut.rest.length };
    rest = cut.rest;
    at += size;
  }
  return { messages, failure: null, left: rest.length };
}

const message = (body: string, length = `Content-Length: ${Buffer.byteLength(body)}`): string =>
  `OPTIONS sip:room@127.0.0.1 SIP/2.0\r\n${length}\r\n\r\n${body}`;

describe("frames of SIP over TCP", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 });

  test("the same messages come out however the bytes are cut, with keep-alives between them", () => {
    const piece = fc.record({ body: fc.string({ unit: "grapheme", maxLength: 80 }), pings: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), sizes, (pieces, cuts) => {
        const bytes = pieces.map(({ body, pings }) => "\r\n".repeat(pings) + message(body)).join("");
        const seen = feed(Buffer.from(bytes), cuts);
        expect(seen).toEqual({ messages: pieces.map(({ body }) => message(body)), failure: null, left: 0 });
      }),
    );
  });

  test("any bytes at all end in messages, a rest or a failure, and never in an exception or in unbounded memory", () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 500 }),
      fc.string({ maxLength: 200 }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 10 }), sizes, (pieces, cuts) => {
        const bytes = Buffer.concat(pieces.map((each) => Buffer.from(each)));
        expect(feed(bytes, cuts).left).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  test("compact, folded and repeated lengths are read; two that differ, a negative and a word are refused", () => {
    expect(cutFrames(Buffer.from(message("abc", "l: 3"))).messages).toHaveLength(1);
    expect(cutFrames(Buffer.from(message("abc", "Content-Length:\r\n  3"))).messages).toHaveLength(1);
    expect(cutFrames(Buffer.from(message("abc", "Content-Length: 3\r\nl: 3"))).messages).toHaveLength(1);
    for (const wrong of ["Content-Length: 3\r\nl: 4", "Content-Length: -3", "Content-Length: three", "Content-Length: 3 4", "l: 1e3"])
      expect(cutFrames(Buffer.from(message("abc", wrong))).failure, wrong).toBe("content_length");
    expect(cutFrames(Buffer.from(message("", "Subject: none"))).messages).toHaveLength(1);
  });

  test("a header over 64 kB and a body over 256 kB end the connection before they are read", () => {
    expect(cutFrames(Buffer.from(`OPTIONS sip:a SIP/2.0\r\nSubject: ${"x".repeat(66_000)}`)).failure).toBe("header_too_long");
    expect(cutFrames(Buffer.from(message("", "Content-Length: 262145"))).failure).toBe("body_too_long");
    expect(cutFrames(Buffer.from(message("", "Content-Length: 999999999"))).failure).toBe("body_too_long");
  });

  test("a keep-alive of two line ends asks for an answer", () => {
    expect(cutFrames(Buffer.from("\r\n\r\n")).pings).toBe(1);
    expect(cutFrames(Buffer.from("\r\n")).pings).toBe(0);
  });
});
