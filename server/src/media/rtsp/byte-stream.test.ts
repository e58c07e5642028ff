import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interleaved } from "../testing/packets.ts";
import { ByteStream } from "./byte-stream.ts";
import { LIMITS } from "./limits.ts";

type Seen = { readonly log: string[]; readonly failure: string | null };

/** Feeds the bytes in pieces of the given sizes, through one buffer that is used again, as the socket does. */
function feed(bytes: Buffer, sizes: readonly number[]): Seen {
  const log: string[] = [];
  const stream = new ByteStream((message) => log.push(`${message.startLine}|${message.body.toString("latin1")}`));
  stream.frame = (channel, buffer, from, to) => log.push(`${channel}:${buffer.toString("hex", from, to)}`);
  const shared = Buffer.alloc(70_000, 0x41);
  let failure: string | null = null;
  let at = 0;
  for (let i = 0; at < bytes.length && failure === null; i++) {
    const size = Math.min(sizes[i % sizes.length] ?? 1, bytes.length - at);
    bytes.copy(shared, 0, at, at + size);
    failure = stream.push(shared, size);
    at += size;
  }
  return { log, failure };
}

const answer = (body: string): Buffer => Buffer.from(`RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
const rtp = (content: string): Buffer => interleaved(0, Buffer.concat([Buffer.from([0x80]), Buffer.from(content, "hex")]));

describe("byte stream", () => {
  const piece = fc.oneof(
    fc.record({ frame: fc.uint8Array({ maxLength: 300 }), channel: fc.integer({ min: 0, max: 255 }) }).map(({ frame, channel }) => ({
      bytes: interleaved(channel, Buffer.from(frame)),
      says: `${channel}:${Buffer.from(frame).toString("hex")}`,
    })),
    fc.stringMatching(/^[a-z$]{0,40}$/).map((body) => ({ bytes: answer(body), says: `RTSP/1.0 200 OK|${body}` })),
  );

  test("gives the same messages however the bytes are cut", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (pieces, sizes) => {
        const seen = feed(Buffer.concat(pieces.map((one) => one.bytes)), sizes);
        expect(seen).toEqual({ log: pieces.map((one) => one.says), failure: null });
      }),
    );
  });

  test("finds the next frame after garbage", () => {
    const garbage = Buffer.from("\u0001\u0002rubbish $ more", "latin1");
    const { log, failure } = feed(Buffer.concat([rtp("01"), garbage, rtp("02"), answer("x")]), [3]);
    expect(log).toEqual(["0:8001", "0:8002", "RTSP/1.0 200 OK|x"]);
    expect(failure).toBeNull();
  });

  test("never throws and never stops on random bytes, or says why it gives up", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.integer({ min: 1, max: 997 }), (bytes, size) => {
        const { failure } = feed(Buffer.from(bytes), [size]);
        expect(["string", "object"]).toContain(typeof failure);
      }),
    );
  });

  test.each([
    ["endless headers", `RTSP/1.0 200 OK\r\n${"X: y\r\n".repeat(LIMITS.headerBytes)}`, "headers too large"],
    ["too many headers", `RTSP/1.0 200 OK\r\n${"X: y\r\n".repeat(LIMITS.headerLines + 1)}\r\n`, "too many headers"],
    ["a huge body", "RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n", "impossible content length"],
    ["a negative length", "RTSP/1.0 200 OK\r\nContent-Length: -5\r\n\r\n", "impossible content length"],
    ["only garbage", "\u0001".repeat(LIMITS.garbageBytes + 1), "bytes that belong to no message"],
  ])("gives up on %s", (_name, text, reason) => {
    expect(feed(Buffer.from(text, "latin1"), [1000]).failure).toBe(reason);
  });

  test("takes answers with bare line feeds and empty lines between messages", () => {
    const { log } = feed(Buffer.from("\r\n\r\nRTSP/1.0 200 OK\nCSeq: 1\nContent-Length: 2\n\nok\r\n$\0\0\u0001a", "latin1"), [5]);
    expect(log).toEqual(["RTSP/1.0 200 OK|ok", "0:61"]);
  });

  test("a body shorter than stated does not hide what follows for ever", () => {
    const wrong = Buffer.from("RTSP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nlonger than four");
    expect(feed(Buffer.concat([wrong, rtp("05")]), [64]).log).toEqual(["RTSP/1.0 200 OK|long", "0:8005"]);
  });

  const bytesOf = (...parts: readonly (string | Buffer)[]): Buffer =>
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));
  /** Messages and frames in the bytes, read in one piece. */
  const seenIn = (...parts: readonly (string | Buffer)[]): Seen => feed(bytesOf(...parts), [70_000]);
  /** The same for bytes in which every message is whole: it does not depend on the pieces. */
  const seenInPieces = (...parts: readonly (string | Buffer)[]): Seen => {
    for (const size of [1, 3]) expect(feed(bytesOf(...parts), [size])).toEqual(seenIn(...parts));
    return seenIn(...parts);
  };
  const frame = interleaved(0, Buffer.from([0x80, 1]));
  const FRAME = "0:8001";

  test.each(["OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE", "REDIRECT", "TEARDOWN", "PLAY_NOTIFY"])(
    "takes a request of the camera to %s for a message",
    (method) => {
      expect(seenInPieces(frame, `${method} * RTSP/1.0\r\nCSeq: 1\r\n\r\n`, frame)).toEqual({
        log: [FRAME, `${method} * RTSP/1.0|`, FRAME],
        failure: null,
      });
    },
  );

  test.each([
    ["other methods", "DESCRIBE * RTSP/2.0\r\n\r\n"],
    ["another version", "RTSP/2.0 200 OK\r\n\r\n"],
    ["a request behind other bytes", "rubbish OPTIONS * RTSP/2.0\r\n\r\n"],
    ["a frame of another channel behind other bytes", "rubbish $\u0002\u0000\u0001\u0080"],
    ["a frame that is not RTP behind other bytes", "rubbish $\u0000\u0000\u0001\u0041"],
    ["a frame of a later version behind other bytes", "rubbish $\u0000\u0000\u0001\u00c0"],
    ["half a word of an answer behind other bytes", "rubbish RTSP RTSP/ RTSP/2 R"],
  ])("takes %s for bytes that belong to no message", (_name, text) => {
    expect(seenIn(frame, text, frame, answer("x"))).toEqual({ log: [FRAME, FRAME, "RTSP/1.0 200 OK|x"], failure: null });
  });

  test("finds an answer, and a frame of its channels, behind bytes that belong to no message", () => {
    expect(seenIn("rubbish", answer("x"))).toEqual({ log: ["RTSP/1.0 200 OK|x"], failure: null });
    expect(seenIn("rubbish", interleaved(1, Buffer.from([0xbf])))).toEqual({ log: ["1:bf"], failure: null });
  });

  test("believes a head that ends with the first empty line, whichever way lines end", () => {
    expect(seenInPieces("RTSP/1.0 200 OK\nContent-Length: 4\n\n\r\n\r\n", frame)).toEqual({
      log: ["RTSP/1.0 200 OK|\r\n\r\n", FRAME],
      failure: null,
    });
    expect(seenInPieces("RTSP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n\n\n", frame)).toEqual({
      log: ["RTSP/1.0 200 OK|\n\n", FRAME],
      failure: null,
    });
  });

  /** An answer whose head has so many bytes, or lines. */
  const headOf = (bytes: number): string => `RTSP/1.0 200 OK\r\nX: ${"y".repeat(bytes - 20)}`;
  const linesOf = (lines: number): string => `RTSP/1.0 200 OK${"\r\nX: y".repeat(lines)}`;
  const lengthOf = (length: string): string => `RTSP/1.0 200 OK\r\nContent-Length: ${length}`;

  test.each([
    ["a head of the most bytes", headOf(LIMITS.headerBytes), "", null],
    ["a larger head", headOf(LIMITS.headerBytes + 1), "", "headers too large"],
    ["a head of the most lines", linesOf(LIMITS.headerLines), "", null],
    ["a head of more lines", linesOf(LIMITS.headerLines + 1), "", "too many headers"],
    ["the largest body", lengthOf(`${LIMITS.bodyBytes}`), "b".repeat(LIMITS.bodyBytes), null],
    ["a larger body", lengthOf(`${LIMITS.bodyBytes + 1}`), "", "impossible content length"],
    ["a length with a word", lengthOf("5x"), "", "impossible content length"],
    ["a length behind a word", lengthOf("x5"), "", "impossible content length"],
    ["a length of ten digits", lengthOf("0000000001"), "", "impossible content length"],
    ["a length of nine digits", lengthOf("000000001"), "b", null],
    ["an empty length", lengthOf(""), "", "impossible content length"],
    ["the first of two lengths", `${lengthOf("1")}\r\nContent-Length: 9`, "b", null],
  ])("reads %s, or says why it cannot", (_name, head, body, reason) => {
    const seen = feed(Buffer.concat([Buffer.from(`${head}\r\n\r\n${body}`, "latin1"), frame]), [70_000]);
    expect(seen).toEqual(reason === null ? { log: [`RTSP/1.0 200 OK|${body}`, FRAME], failure: null } : { log: [], failure: reason });
  });

  test("gives up on a head without an end as soon as it is too large, and reads nothing afterwards", () => {
    const log: string[] = [];
    const stream = new ByteStream(({ startLine }) => log.push(startLine));
    stream.frame = (channel) => log.push(`frame ${channel}`);
    const push = (text: string | Buffer): string | null => stream.push(Buffer.from(text), text.length);
    expect(push(headOf(LIMITS.headerBytes))).toBeNull();
    expect(push("y")).toBe("headers too large");
    expect(push(frame)).toBe("headers too large");
    expect(push(answer("x"))).toBe("headers too large");
    expect(log).toEqual([]);
  });

  test("adds up the bytes that belong to no message over a connection", () => {
    const half = "\u0001".repeat(LIMITS.garbageBytes / 2);
    const parts = (...texts: readonly string[]): Buffer => Buffer.concat(texts.flatMap((text) => [Buffer.from(text, "latin1"), frame]));
    expect(feed(parts(half, half), [1000])).toEqual({ log: [FRAME, FRAME], failure: null });
    expect(feed(parts(half, half, "\u0001"), [1000]).failure).toBe("bytes that belong to no message");
    expect(feed(parts(`${half}\u0001`, half), [1000]).failure).toBe("bytes that belong to no message");
  });

  test("takes a frame of any size, and empty lines of any number", () => {
    for (const size of [0, 255, 256, 700, 65_535]) {
      const bytes = interleaved(1, Buffer.alloc(size, 0x80));
      for (const pieces of [1_000, 70_000])
        expect(feed(Buffer.concat([bytes, frame]), [pieces]).log).toEqual([`1:${"80".repeat(size)}`, FRAME]);
    }
    expect(seenIn("\r\n".repeat(LIMITS.garbageBytes), frame)).toEqual({ log: [FRAME], failure: null });
  });

  test("finds a frame, and an answer, behind other bytes wherever a piece ends within its head", () => {
    for (let size = 8; size < 16; size++) {
      expect([size, feed(bytesOf("rubbish", frame), [size]).log]).toEqual([size, [FRAME]]);
      expect([size, feed(bytesOf("rubbish", answer("x")), [size]).log]).toEqual([size, ["RTSP/1.0 200 OK|x"]]);
    }
  });
});
