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
});
