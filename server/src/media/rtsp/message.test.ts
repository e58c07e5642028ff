import { describe, expect, test } from "vitest";
import { answerTo, parseHead, parseSession, parseTransport, statusOf } from "./message.ts";

describe("message", () => {
  test.each([
    ["RTP/AVP/TCP;unicast;interleaved=0-1;ssrc= d6d6627", { rtp: 0, rtcp: 1 }],
    ["RTP/AVP/TCP;unicast;destination=1.2.3.4;interleaved=2-3", { rtp: 2, rtcp: 3 }],
    ["RTP/AVP/TCP;interleaved=4", { rtp: 4, rtcp: 5 }],
    ["RTP/AVP/TCP;unicast", { rtp: 0, rtcp: 1 }],
    ["RTP/AVP;unicast;client_port=18714-18715", null],
    ["RTP/AVP/TCP;interleaved=300-301", null],
  ])("transport %s", (value, channels) => {
    expect(parseTransport(value)).toEqual(channels);
  });

  test.each([
    ["       708345999;timeout=60", { id: "708345999", timeoutS: 60 }],
    ["9a90de54; timeout=120", { id: "9a90de54", timeoutS: 120 }],
    ["231970", { id: "231970", timeoutS: 60 }],
    ["x;timeout=0", { id: "x", timeoutS: 60 }],
  ])("session %s", (value, session) => {
    expect(parseSession(value)).toEqual(session);
  });

  test("header names have no case, lines without a colon are skipped, repeated headers are kept", () => {
    const head = parseHead("RTSP/1.0 200 OK\r\nCseq: 4\r\nnonsense\r\nWWW-Authenticate: a\r\nwww-authenticate: b", 10);
    expect(head?.headers.get("cseq")).toEqual(["4"]);
    expect(head?.headers.get("www-authenticate")).toEqual(["a", "b"]);
  });

  test("a camera's own requests are answered, and its number is not echoed as it came", () => {
    const request = { startLine: "GET_PARAMETER rtsp://x RTSP/1.0", headers: new Map([["cseq", ["7\u0001x"]]]), body: Buffer.alloc(0) };
    expect(statusOf(request)).toBeNull();
    expect(answerTo(request)).toBe("RTSP/1.0 501 Not Implemented\r\nCSeq: 7\r\n\r\n");
    expect(answerTo({ ...request, startLine: "OPTIONS * RTSP/1.0" })).toContain("200 OK");
  });
});
