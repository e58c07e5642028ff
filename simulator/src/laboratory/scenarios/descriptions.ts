import type { Description } from "../../rtsp/quirks/manners.ts";
import type { Packing } from "../../rtsp/quirks/packets.ts";
import { RECORDED, refused, type Scenario } from "../scenario.ts";

const text = (lines: readonly string[], end = "\r\n"): Description => ({ text: [...lines, ""].join(end) });
const HEAD = ["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=stream", "t=0 0"];
const VIDEO = ["m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000"];
const FORMAT = "a=fmtp:96 packetization-mode=1;sprop-parameter-sets={sets}";
const CONTROL = "a=control:trackID=0";

const described = (name: string, says: string, description: Description, packing?: Packing): Scenario => ({
  name: `sdp-${name}`,
  says,
  manners: { description },
  ...(packing === undefined ? {} : { packing }),
  expected: RECORDED,
});
const none = (name: string, says: string, lines: readonly string[], cause = "no_h264_video"): Scenario => ({
  name: `sdp-${name}`,
  says,
  manners: { description: text(lines) },
  expected: refused(cause),
});

/** Session descriptions as cameras write them (RFC 8866, RFC 6184 §8). */
export const DESCRIPTIONS: readonly Scenario[] = [
  described("control-absolute", "a control of another address", { control: "rtsp://192.0.2.64/trackID=1" }),
  described("control-slash", "a control that begins with a slash", { control: "/trackID=0" }),
  described("control-none", "no control", { control: null, sessionControl: null }),
  described("control-star", "the control * at the track", { control: "*" }),
  described("control-query", "a control with a query", { control: "trackID=0?ctype=video" }),
  described("control-session", "a control of the session that is a whole address", { sessionControl: "rtsp://192.0.2.64/aggregate" }),
  described("audio-first", "audio and events before the video", {
    before: [
      "m=audio 0 RTP/AVP 8",
      "a=control:track9",
      "m=application 0 RTP/AVP 107",
      "a=rtpmap:107 vnd.onvif.metadata/90000",
      "a=control:track8",
    ],
  }),
  described("h265-first", "an H.265 track before the H.264 one", {
    before: ["m=video 0 RTP/AVP 98", "a=rtpmap:98 H265/90000", "a=control:track7"],
  }),
  described("audio-last", "audio behind the video", {
    after: ["m=audio 0 RTP/AVP 97", "a=rtpmap:97 MPEG4-GENERIC/16000", "a=control:track9"],
  }),
  described("type-35", "the payload type 35", { payloadType: 35 }, { payloadType: 35 }),
  described("type-112", "the payload type 112", { payloadType: 112 }, { payloadType: 112 }),
  described(
    "two-types",
    "two payload types, H.264 the second",
    text([...HEAD, "m=video 0 RTP/AVP 98 96", "a=rtpmap:98 JPEG2000/90000", "a=rtpmap:96 H264/90000", FORMAT, CONTROL]),
  ),
  described("lf", "lines that end with LF alone", text([...HEAD, ...VIDEO, FORMAT, CONTROL], "\n")),
  described("cr", "lines that end with CR alone", text([...HEAD, ...VIDEO, FORMAT, CONTROL], "\r")),
  described("lower-case", "the name h264 in small letters", text([...HEAD, VIDEO[0] ?? "", "a=rtpmap:96 h264/90000", FORMAT, CONTROL])),
  described(
    "blanks",
    "blanks around every value",
    text([
      ...HEAD,
      VIDEO[0] ?? "",
      "a=rtpmap: 96  H264 / 90000 ",
      "a=fmtp: 96  packetization-mode = 1 ; sprop-parameter-sets = {sets} ",
      "a=control: trackID=0 ",
    ]),
  ),
  described("no-map", "no rtpmap, but H.264 parameter sets", text([...HEAD, VIDEO[0] ?? "", FORMAT, CONTROL])),
  described("no-rate", "a rtpmap without a clock rate", text([...HEAD, VIDEO[0] ?? "", "a=rtpmap:96 H264", FORMAT, CONTROL])),
  described(
    "format-misplaced",
    "the format of the video below the audio",
    text([...HEAD, ...VIDEO, CONTROL, "m=audio 0 RTP/AVP 8", "a=control:trackID=1", FORMAT]),
  ),
  described("format-before-map", "the format before the map", text([...HEAD, VIDEO[0] ?? "", FORMAT, VIDEO[1] ?? "", CONTROL])),
  described(
    "sets-broken",
    "parameter sets that are no base64 of any",
    text([...HEAD, ...VIDEO, "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=%%%,AAAA,", CONTROL]),
  ),
  described("sets-comma", "a comma behind the parameter sets", text([...HEAD, ...VIDEO, `${FORMAT},`, CONTROL])),
  described("sets-none", "no format at all", text([...HEAD, ...VIDEO, CONTROL])),
  described(
    "bytes",
    "a name in Arabic letters, Latin-1 bytes and a long line",
    text(["v=0", "o=- 1 1 IN IP4 0.0.0.0", `s=كاميرا é ${"x".repeat(4_000)}`, "t=0 0", ...VIDEO, FORMAT, CONTROL]),
  ),
  described(
    "junk",
    "broken and unknown lines between the others",
    text(["", "x", "v=0", "=", "s=", "z=", ...VIDEO, "a", "a=", "a=:", FORMAT, "b=AS:9999999999999", CONTROL, "a=framerate:nought"]),
  ),
  described(
    "port",
    "a port and an address at the track",
    text([...HEAD, "m=video 49170/2 RTP/AVP 96", "c=IN IP4 239.0.0.1/64", VIDEO[1] ?? "", FORMAT, CONTROL]),
  ),
  none(
    "h265-only",
    "H.265 alone, and pictures of H.264",
    [...HEAD, "m=video 0 RTP/AVP 98", "a=rtpmap:98 H265/90000", CONTROL],
    "no_key_frame",
  ),
  none("jpeg-only", "MJPEG alone", [...HEAD, "m=video 0 RTP/AVP 26", CONTROL]),
  none("audio-only", "audio alone", [...HEAD, "m=audio 0 RTP/AVP 8", CONTROL]),
  none("empty", "a description that says nothing", ["v=0"], "camera_malformed"),
];
