import { describe, expect, test } from "vitest";
import { parseSdp } from "./sdp.ts";

const SPS = "Z0LAHtkDxWhAAAADAEAAAAwDxYuS";
const PPS = "aMuMsg==";

const sdp = (...lines: string[]): string => ["v=0", "o=- 1 1 IN IP4 10.0.0.1", "s=x", "t=0 0", ...lines, ""].join("\r\n");
const sets = (text: string): string[] | undefined => parseSdp(text)?.video?.parameterSets.map((nal) => nal.toString("base64"));

const padded = (nal: string): string => Buffer.concat([Buffer.from(nal, "base64"), Buffer.from([0, 0, 0, 1])]).toString("base64");
const withSets = (a: string, b: string): string =>
  sdp("m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000", `a=fmtp:96 sprop-parameter-sets=${a},${b}`);

describe("session description", () => {
  test("finds the H.264 track among others", () => {
    const text = sdp(
      "a=control:*",
      "m=audio 0 RTP/AVP 96",
      "a=rtpmap:96 mpeg4-generic/22050",
      "a=control:trackID=1",
      "m=video 0 RTP/AVP 97",
      "a=rtpmap:97 H264/90000",
      `a=fmtp:97 packetization-mode=1;profile-level-id=42C01E;sprop-parameter-sets=${SPS},${PPS}`,
      "a=framerate:24.0",
      "a=control:trackID=2",
    );
    expect(parseSdp(text)).toMatchObject({
      control: "*",
      video: { payloadType: 97, clockRate: 90_000, control: "trackID=2", framesPerSecond: 24 },
    });
    expect(sets(text)).toEqual([SPS, PPS]);
  });

  test("one payload type used twice belongs to its own section", () => {
    const text = sdp("m=audio 0 RTP/AVP 96", "a=rtpmap:96 mpeg4-generic/22050", "m=video 0 RTP/AVP 96", "a=rtpmap:96 h264/90000");
    expect(parseSdp(text)?.video).toMatchObject({ payloadType: 96, control: null, parameterSets: [] });
  });

  test("a format that stands below another track is found", () => {
    const text = sdp(
      "m=video 0 RTP/AVP 96",
      "a=rtpmap:96 H264/90000",
      "m=audio 0 RTP/AVP 8",
      `a=fmtp:96 sprop-parameter-sets=${SPS},${PPS}`,
    );
    expect(sets(text)).toEqual([SPS, PPS]);
  });

  test("start codes and zero bytes around parameter sets are cut off", () => {
    const zero = Buffer.concat([Buffer.from(PPS, "base64"), Buffer.from([0])]).toString("base64");
    expect(sets(withSets(padded(SPS), padded(PPS)))).toEqual([SPS, PPS]);
    expect(sets(withSets(SPS, zero))).toEqual([SPS, PPS]);
  });

  test.each([
    ["no version, no origin, no time", "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000 \na=framerate:0S\na=framerate:25\n"],
    [
      "hexadecimal origin, words for numbers",
      sdp("o=jdoe 0xAC4EC96E x IP 1", "c=IN c=IN IP4 0.0.0.0", "m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000", "a=framerate:25"),
    ],
    [
      "a bandwidth behind attributes",
      sdp("m=video 0 RTP/AVP 96", "c=IN IP4 0.0.0.0", "a=rtpmap:96 H264/90000", "b=AS:5000", "s=again", "a=framerate:25"),
    ],
    [
      "broken tracks around it",
      sdp("m=meta 0 RTP/AVP 123", "a=rtpmap:123 META /0", "m=video", "m=video 0 RTP/AVP x 96", "a=rtpmap:96 H264/90000", "a=framerate:25"),
    ],
  ])("reads a description with %s", (_name, text) => {
    expect(parseSdp(text)?.video).toMatchObject({ payloadType: 96, clockRate: 90_000, framesPerSecond: 25 });
  });

  test("without a format map, parameter sets show that it is H.264", () => {
    expect(parseSdp(sdp("m=video 0 RTP/AVP 96", `a=fmtp:96 sprop-parameter-sets=${SPS},${PPS}`))?.video).not.toBeNull();
  });

  test("takes H.264 where a camera offers H.265 too in another track", () => {
    const text = sdp("m=video 0 RTP/AVP 98", "a=rtpmap:98 H265/90000", "m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000");
    expect(parseSdp(text)?.video).toMatchObject({ codec: "h264", payloadType: 96, alternatives: [] });
  });

  test("takes the first known format of one track, whatever its codec, and keeps the others", () => {
    const formats = ["a=rtpmap:96 H265/90000", "a=rtpmap:97 H264/90000", "a=rtpmap:98 VP8/90000"];
    const [first, second] = [
      { codec: "h265", payloadType: 96 },
      { codec: "h264", payloadType: 97 },
    ];
    const line = (types: string) => parseSdp(sdp(`m=video 0 RTP/AVP ${types}`, ...formats))?.video;
    expect(line("98 96 97")).toMatchObject({ ...first, alternatives: [second] });
    expect(line("97 98 96")).toMatchObject({ ...second, alternatives: [first] });
    const both = sdp("m=video 0 RTP/AVP 96 97", ...formats, "m=video 0 RTP/AVP 99", "a=rtpmap:99 H264/90000");
    expect(parseSdp(both)?.video).toMatchObject({ codec: "h264", payloadType: 99, alternatives: [] });
  });

  test("names the encodings when none can be recorded", () => {
    const text = sdp("m=video 0 RTP/AVP 96", "a=rtpmap:96 VP8/90000", "m=video 0 RTP/AVP 26");
    expect(parseSdp(text)).toMatchObject({ video: null, videoEncodings: ["VP8", "payload 26"] });
  });

  test.each(["", "hello", "v=0\r\ns=Sony RTSP Server\r\n", "\0\0\0"])("is null without any media: %j", (text) => {
    expect(parseSdp(text)).toBeNull();
  });
});
