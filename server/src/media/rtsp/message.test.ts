import { describe, expect, test } from "vitest";
import { answerTo, formatRequest, header, parseHead, parseSession, parseTransport, statusOf } from "./message.ts";

describe("message", () => {
  test.each([
    ["RTP/AVP/TCP;unicast;interleaved=0-1;ssrc= d6d6627", { rtp: 0, rtcp: 1 }],
    ["RTP/AVP/TCP;unicast;destination=1.2.3.4;interleaved=2-3", { rtp: 2, rtcp: 3 }],
    ["RTP/AVP/TCP;interleaved=4", { rtp: 4, rtcp: 5 }],
    ["RTP/AVP/TCP;unicast", { rtp: 0, rtcp: 1 }],
    ["RTP/AVP;unicast;client_port=18714-18715", null],
    ["RTP/AVP/TCP;interleaved=300-301", null],
    ["RTP/AVP/TCP;interleaved=254-255", { rtp: 254, rtcp: 255 }],
    ["RTP/AVP/TCP;interleaved=255-256", null],
    ["RTP/AVP/TCP;interleaved=255", null],
    ["rtp/avp/tcp;unicast;Interleaved = 12 - 13", { rtp: 12, rtcp: 13 }],
    ["RTP/AVP;unicast;interleaved=2-3", { rtp: 2, rtcp: 3 }],
    ["RTP/AVP/UDP", null],
  ])("transport %s", (value, channels) => {
    expect(parseTransport(value)).toEqual(channels);
  });

  test.each([
    ["       708345999;timeout=60", { id: "708345999", timeoutS: 60 }],
    ["9a90de54; timeout=120", { id: "9a90de54", timeoutS: 120 }],
    ["231970", { id: "231970", timeoutS: null }],
    ["x;timeout=0", { id: "x", timeoutS: null }],
    ["x ; a=1 ;TimeOut = 30;b=2", { id: "x", timeoutS: 30 }],
    ["x;timeout=soon;timeout=20", { id: "x", timeoutS: 20 }],
    ["x;my-timeout=20", { id: "x", timeoutS: null }],
    ["", { id: "", timeoutS: null }],
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

  test.each([
    ["RTSP/1.0 200 OK", 200],
    ["RTSP/1.0   404", 404],
    ["RTSP/2.0 454 Session Not Found", 454],
    ["RTSP/1.0 20", null],
    ["RTSP/1.0200", null],
    ["RTSP/1 200 OK", null],
    [" RTSP/1.0 200 OK", null],
    ["OPTIONS * RTSP/1.0 200", null],
  ])("%j has the status %j", (startLine, status) => {
    expect(statusOf({ startLine, headers: new Map(), body: Buffer.alloc(0) })).toBe(status);
  });

  test("a head has as many lines as allowed, and no more; spaces around names and values are none of them", () => {
    const text = "RTSP/1.0 200 OK\r\n A : 1 : 2 \n: nameless\r\nB:";
    expect(parseHead(text, 2)).toBeNull();
    expect(parseHead(text, 3)).toEqual({
      startLine: "RTSP/1.0 200 OK",
      headers: new Map([
        ["a", ["1 : 2"]],
        ["b", [""]],
      ]),
    });
    expect(parseHead("", 0)).toEqual({ startLine: "", headers: new Map() });
  });

  test("the first value of a header counts, and a request without a number is answered with none", () => {
    const message = { startLine: "GET x", headers: new Map([["a", ["1", "2"]]]), body: Buffer.alloc(0) };
    expect([header(message, "a"), header(message, "b")]).toEqual(["1", null]);
    expect(answerTo(message)).toBe("RTSP/1.0 501 Not Implemented\r\nCSeq: 0\r\n\r\n");
    const named = { ...message, startLine: "GET_PARAMETER OPTIONS " };
    expect(answerTo(named)).toContain("501");
    expect(formatRequest("PLAY", "rtsp://c/", [])).toBe("PLAY rtsp://c/ RTSP/1.0\r\n\r\n");
    expect(
      formatRequest("PLAY", "rtsp://c/", [
        ["A", "1"],
        ["B", "2"],
      ]),
    ).toBe("PLAY rtsp://c/ RTSP/1.0\r\nA: 1\r\nB: 2\r\n\r\n");
  });
});
