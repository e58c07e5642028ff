import type { ParameterSets } from "../h264/media.ts";

/** The session description of a camera with one H.264 stream (RFC 8866, RFC 6184 §8.2). */
export function describe(sets: ParameterSets, framesPerSecond: number): string {
  const level = sets.sps.subarray(1, 4).toString("hex").toUpperCase();
  const sprop = `${sets.sps.toString("base64")},${sets.pps.toString("base64")}`;
  return [
    "v=0",
    "o=- 0 0 IN IP4 0.0.0.0",
    "s=camera",
    "c=IN IP4 0.0.0.0",
    "t=0 0",
    "a=range:npt=0-",
    "a=control:*",
    "m=video 0 RTP/AVP 96",
    "a=rtpmap:96 H264/90000",
    `a=fmtp:96 packetization-mode=1;profile-level-id=${level};sprop-parameter-sets=${sprop}`,
    `a=framerate:${Number(framesPerSecond.toFixed(3))}`,
    "a=control:trackID=0",
    "",
  ].join("\r\n");
}
