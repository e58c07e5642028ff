import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readRtp } from "../testing/rtsp-client.ts";
import { BlockPool } from "./block-pool.ts";
import { Inbox, readTarget, type Incoming } from "./request.ts";
import { MAX_PAYLOAD, packetsOf, packUnit, stampUnit, withoutPrefix } from "./rtp.ts";
import { readTransport } from "./transport.ts";

/** Puts the NAL units of RTP payloads together again (RFC 6184 §5.6, §5.8). */
function reassemble(payloads: readonly Buffer[]): Buffer[] {
  const nals: Buffer[] = [];
  for (const payload of payloads) {
    const [indicator = 0, header = 0] = payload;
    if ((indicator & 31) !== 28) nals.push(payload);
    else if ((header & 0x80) !== 0) nals.push(Buffer.concat([Buffer.from([(indicator & 0xe0) | (header & 31)]), payload.subarray(2)]));
    else nals.push(Buffer.concat([nals.pop() ?? Buffer.alloc(0), payload.subarray(2)]));
  }
  return nals;
}

test("NAL units of any size come out of their packets as they went in, under one stamp", () => {
  const nal = fc.integer({ min: 1, max: 9000 }).map((size) => Buffer.alloc(size, 0x65));
  fc.assert(
    fc.property(fc.array(nal, { minLength: 1, maxLength: 6 }), fc.nat(0xffff), fc.nat(), (nals, sequence, timestamp) => {
      const packed = packUnit({ nals, key: true });
      const bytes = Buffer.alloc(packed.bytes.length);
      stampUnit(packed, { channel: 4, sequence, timestamp: timestamp + 2 ** 32, ssrc: 77 }, bytes);
      const framed = packetsOf(packed, bytes);
      expect(framed.every((packet) => packet[0] === 0x24 && packet[1] === 4 && packet.readUInt16BE(2) === packet.length - 4)).toBe(true);
      const packets = framed.map((packet) => readRtp(withoutPrefix(packet)));
      expect(packets.every((packet) => packet.payload.length <= MAX_PAYLOAD && packet.timestamp === timestamp && packet.ssrc === 77)).toBe(
        true,
      );
      expect(packets.map((packet) => packet.sequence)).toEqual(packets.map((_, i) => (sequence + i) & 0xffff));
      expect(packets.map((packet) => packet.marker)).toEqual(packets.map((_, i) => i === packets.length - 1));
      expect(Buffer.concat(reassemble(packets.map((packet) => packet.payload))).equals(Buffer.concat(nals))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

function nameOf(one: Incoming): string {
  if (one.kind === "request") return `${one.request.method} ${one.request.headers.get("cseq") ?? ""}`;
  return one.kind === "data" ? `${one.channel}:${one.bytes.toString("hex")}` : one.kind;
}

test("requests, replies and frames are told apart however the bytes arrive", () => {
  const stream = Buffer.concat([
    Buffer.from("OPTIONS rtsp://h/a/main RTSP/1.0\r\nCSeq: 1\r\n\r\n"),
    Buffer.from([0x24, 1, 0, 3, 9, 8, 7]),
    Buffer.from("SET_PARAMETER rtsp://h/a/main RTSP/1.0\r\ncseq: 2\r\nContent-Length: 4\r\n\r\n$abc"),
    Buffer.from("RTSP/1.0 501 Not Implemented\r\nCSeq: 7\r\n\r\n"),
    Buffer.from([0x24, 3, 0, 0]),
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 }), (steps) => {
      const inbox = new Inbox();
      const out: string[] = [];
      for (let at = 0, i = 0; at < stream.length; at += steps[i++ % steps.length] ?? 1)
        for (const one of inbox.parse(stream.subarray(at, at + (steps[i % steps.length] ?? 1)))) out.push(nameOf(one));
      expect(out).toEqual(["OPTIONS 1", "1:090807", "SET_PARAMETER 2", "reply", "3:"]);
    }),
  );
});

test("reads which stream a URL asks for", () => {
  expect(readTarget("rtsp://h:554/K-031/main")).toEqual({ camera: "K-031", stream: "main" });
  expect(readTarget("rtsp://h/a%20b/c/sub/trackID=0")).toEqual({ camera: "a b/c", stream: "sub" });
  expect(readTarget("/K-031/main/?x=1")).toEqual({ camera: "K-031", stream: "main" });
  for (const url of ["*", "rtsp://h/", "rtsp://h/main", "rtsp://h/%zz/main"]) expect(readTarget(url)).toBeNull();
});

test("takes the first transport that it can serve", () => {
  expect(readTransport("RTP/AVP/TCP;unicast;interleaved=2-3", 0)).toEqual({ kind: "tcp", channel: 2 });
  expect(readTransport("RTP/AVP/TCP;unicast", 4)).toEqual({ kind: "tcp", channel: 4 });
  expect(readTransport("RTP/AVP;multicast;client_port=1-2,RTP/AVP;unicast;client_port=5000-5001", 0)).toEqual({
    kind: "udp",
    rtpPort: 5000,
    rtcpPort: 5001,
  });
  for (const header of ["", "RTP/SAVP;unicast;client_port=1-2", "RTP/AVP;unicast", "RTP/AVP;client_port=70000-70001"])
    expect(readTransport(header, 0)).toBeNull();
});

test("a block is used again only after it came back", () => {
  const pool = new BlockPool();
  const [one, two] = [pool.acquire(5000), pool.acquire(6000)];
  expect(one.buffer).not.toBe(two.buffer);
  pool.release(one);
  const three = pool.acquire(7000);
  expect([three.buffer === one.buffer, three.length]).toEqual([true, 7000]);
  expect(pool.acquire(100).length).toBe(100);
});
