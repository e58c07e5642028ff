import type { Manners } from "../../rtsp/quirks/manners.ts";
import { RECORDED, either, refused, withGaps, type Scenario } from "../scenario.ts";

/** Session that ends after so many seconds without a sign of life, said in the answers to SETUP and PLAY alike. */
const short = (timeoutS: number, more: Manners = {}): Manners => ({
  session: { setup: `{id};timeout=${timeoutS}`, others: `{id};timeout=${timeoutS}` },
  timeoutS,
  ...more,
});
const NO_GET_PARAMETER = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN";
const LISTED = `${NO_GET_PARAMETER}, GET_PARAMETER`;

/** Ways to answer RTSP requests (RFC 2326). */
export const MANNERS: readonly Scenario[] = [
  { name: "base", says: "a plain camera with Digest", authorization: "digest", expected: RECORDED },
  { name: "basic", says: "Basic, and the password may be sent readable", authorization: "basic", login: "basic", expected: RECORDED },
  { name: "basic-forbidden", says: "Basic alone, which is not allowed", authorization: "basic", expected: refused("wrong_credentials") },
  {
    name: "nonce-each",
    says: "a new nonce after every request, without a word",
    authorization: "digest",
    manners: short(4, { nonce: { renewed: "each", isSilent: true } }),
    expected: RECORDED,
  },
  {
    name: "nonce-each-stale",
    says: "a new nonce after every request, and says stale",
    authorization: "digest",
    manners: short(4, { nonce: { renewed: "each" } }),
    expected: RECORDED,
  },
  {
    name: "nonce-mid-stale",
    says: "a new nonce after 5 s, and says stale",
    authorization: "digest",
    manners: short(4, { nonce: { renewed: { afterMs: 5_000 } } }),
    expected: RECORDED,
  },
  {
    name: "nonce-mid-silent",
    says: "a new nonce after 5 s, without a word",
    authorization: "digest",
    manners: short(4, { nonce: { renewed: { afterMs: 5_000 }, isSilent: true } }),
    expected: RECORDED,
  },
  { name: "wrong-password", says: "a wrong password", authorization: "digest", login: "wrong", expected: refused("wrong_credentials") },
  {
    name: "no-password",
    says: "a password is asked for and none is known",
    authorization: "digest",
    login: "none",
    expected: refused("wrong_credentials"),
  },
  {
    name: "auth-int-only",
    says: "Digest with protection of bodies alone",
    authorization: "digest",
    manners: { challenge: 'Digest realm="camera", nonce="1", qop="auth-int"' },
    expected: refused("wrong_credentials"),
  },
  {
    name: "unauthorized-blank",
    says: "401 whose CSeq has a blank behind",
    authorization: "digest",
    login: "wrong",
    manners: {
      answers: {
        DESCRIBE: {
          kind: "text",
          text: 'RTSP/1.0 401 Unauthorized\r\nCSeq: {cseq} \r\nWWW-Authenticate: Digest realm="a", nonce="0b"\r\n\r\n',
        },
      },
    },
    expected: refused("wrong_credentials"),
  },
  { name: "forbidden", says: "403 to DESCRIBE", manners: status("DESCRIBE", "403 Forbidden"), expected: refused("wrong_credentials") },
  { name: "not-found", says: "404 to DESCRIBE", manners: status("DESCRIBE", "404 Not Found"), expected: refused("no_such_stream") },
  { name: "lower-case", says: "names of headers in lower case", manners: { areNamesLower: true }, expected: RECORDED },
  { name: "no-cseq", says: "answers without CSeq", manners: { hasNoCseq: true }, expected: RECORDED },
  { name: "lf-only", says: "lines that end with LF alone", manners: { lineEnd: "\n" }, expected: RECORDED },
  {
    name: "rtsp2",
    says: "answers as RTSP/2.0",
    manners: { version: "RTSP/2.0" },
    expected: either("camera_malformed"),
    fails: "camera_timed_out, not camera_malformed",
  },
  { name: "base-none", says: "no base, a relative control", manners: { base: { value: null } }, expected: RECORDED },
  { name: "base-no-slash", says: "a base without a slash", manners: { base: { value: "{url}" } }, expected: RECORDED },
  { name: "base-relative", says: "a base that is a path", manners: { base: { value: "/base-relative/main/" } }, expected: RECORDED },
  { name: "base-wrong-host", says: "a base of another host", manners: { base: { value: "rtsp://192.0.2.77/other/" } }, expected: RECORDED },
  {
    name: "base-location",
    says: "Content-Location for a base",
    manners: { base: { header: "Content-Location", value: "{url}/" } },
    expected: RECORDED,
  },
  { name: "channel-4-5", says: "grants the channels 4 and 5", manners: { channel: 4 }, expected: RECORDED },
  { name: "channel-200", says: "grants the channels 200 and 201", manners: { channel: 200 }, expected: RECORDED },
  { name: "no-transport", says: "no Transport in the answer to SETUP", manners: { transport: null }, expected: RECORDED },
  {
    name: "transport-odd",
    says: "a Transport without unicast, the source first",
    manners: { transport: "RTP/AVP/TCP;ssrc=22345684;interleaved=0-1" },
    expected: RECORDED,
  },
  {
    name: "udp-only",
    says: "461 to TCP",
    manners: status("SETUP", "461 Unsupported Transport"),
    expected: refused("udp_only"),
  },
  {
    name: "udp-answered",
    says: "answers a SETUP over TCP with UDP ports",
    manners: { transport: "RTP/AVP;unicast;client_port=54060-54061;server_port=49152-49153" },
    expected: refused("udp_only"),
  },
  {
    name: "redirect",
    says: "302 to another address",
    manners: { answers: { DESCRIBE: { kind: "status", status: "302 Moved Temporarily", headers: { Location: "rtsp://192.0.2.78/x" } } } },
    expected: refused("camera_redirects"),
  },
  {
    name: "full-453",
    says: "453 to SETUP: too many viewers",
    manners: status("SETUP", "453 Not Enough Bandwidth"),
    expected: refused("too_many_viewers"),
  },
  {
    name: "busy-503",
    says: "503 to DESCRIBE",
    manners: { answers: { DESCRIBE: { kind: "status", status: "503 Service Unavailable", headers: { "Retry-After": "3" } } } },
    expected: refused("camera_overloaded"),
  },
  {
    name: "play-455",
    says: "455 to PLAY",
    manners: status("PLAY", "455 Method Not Valid in This State"),
    expected: refused("camera_malformed"),
  },
  {
    name: "session-spaces",
    says: "blanks in Session, which ends after 4 s",
    manners: { session: { setup: " {id} ; timeout = 4", others: " {id} ; timeout = 4" }, timeoutS: 4 },
    expected: RECORDED,
  },
  {
    name: "timeout-setup-only",
    says: "the time-out of 4 s in the answer to SETUP alone",
    manners: { session: { setup: "{id};timeout=4", others: "{id}" }, timeoutS: 4 },
    expected: RECORDED,
  },
  {
    name: "timeout-none",
    says: "no time-out said",
    manners: { session: { setup: "{id}", others: "{id}" }, timeoutS: 60 },
    expected: RECORDED,
  },
  {
    name: "timeout-65",
    says: "a time-out of 65 s in the answer to SETUP alone",
    manners: { session: { setup: "{id};timeout=65", others: "{id}" }, timeoutS: 65 },
    expected: RECORDED,
  },
  {
    name: "timeout-grows",
    says: "a time-out of 4 s in the answer to SETUP and of 120 s later",
    manners: { session: { setup: "{id};timeout=4", others: "{id};timeout=120" }, timeoutS: 120 },
    expected: RECORDED,
  },
  {
    name: "get-parameter-405",
    says: "lists no GET_PARAMETER, and refuses it",
    manners: short(4, {
      methods: NO_GET_PARAMETER,
      aliveBy: ["OPTIONS"],
      answers: { GET_PARAMETER: { kind: "status", status: "405 Method Not Allowed" } },
    }),
    expected: RECORDED,
  },
  {
    name: "get-parameter-listed-405",
    says: "lists GET_PARAMETER, and refuses it",
    manners: short(6, {
      methods: LISTED,
      aliveBy: ["OPTIONS"],
      answers: { GET_PARAMETER: { kind: "status", status: "405 Method Not Allowed" } },
    }),
    expected: RECORDED,
  },
  {
    name: "get-parameter-closes",
    says: "lists no GET_PARAMETER, and closes the connection on it",
    manners: short(4, { methods: NO_GET_PARAMETER, aliveBy: ["OPTIONS"], answers: { GET_PARAMETER: { kind: "close" } } }),
    expected: { kind: "recorded", mostRequests: { GET_PARAMETER: 0 } },
  },
  {
    name: "get-parameter-listed-closes",
    says: "lists GET_PARAMETER, and closes the connection on it",
    manners: short(4, { methods: LISTED, aliveBy: ["OPTIONS"], answers: { GET_PARAMETER: { kind: "close" } } }),
    expected: { kind: "recorded", gaps: ["connection_lost"], mostRequests: { GET_PARAMETER: 1 } },
  },
  {
    name: "get-parameter-silent",
    says: "lists no GET_PARAMETER, and never answers it",
    manners: short(6, { methods: NO_GET_PARAMETER, aliveBy: ["OPTIONS"], answers: { GET_PARAMETER: { kind: "silence" } } }),
    expected: RECORDED,
  },
  {
    name: "get-parameter-listed-silent",
    says: "lists GET_PARAMETER, and never answers it",
    manners: short(12, { methods: LISTED, aliveBy: ["OPTIONS"], answers: { GET_PARAMETER: { kind: "silence" } } }),
    expected: RECORDED,
  },
  {
    name: "options-refused",
    says: "refuses OPTIONS and is kept alive by GET_PARAMETER",
    manners: short(4, { aliveBy: ["GET_PARAMETER"], answers: { OPTIONS: { kind: "status", status: "501 Not Implemented" } } }),
    expected: RECORDED,
  },
  {
    name: "methods-empty",
    says: "an empty list of methods",
    manners: short(4, { methods: "", aliveBy: ["GET_PARAMETER"] }),
    expected: RECORDED,
  },
  {
    name: "keep-alive-body",
    says: "a body behind the answer to the keep-alive",
    manners: short(4, { keepAliveBody: "session well $ \r\n\r\n" }),
    expected: RECORDED,
  },
  {
    name: "camera-asks",
    says: "sends requests of its own between the pictures",
    sending: {
      between: {
        every: 25,
        kind: "texts",
        texts: [
          "OPTIONS * RTSP/1.0\r\nCSeq: 7\r\n\r\n",
          "SET_PARAMETER * RTSP/1.0\r\nCSeq: 8\r\nContent-Length: 5\r\n\r\nhello",
          "ANNOUNCE * RTSP/1.0\r\nCSeq: 9\r\nContent-Type: application/sdp\r\nContent-Length: 3\r\n\r\nv=0",
        ],
      },
    },
    expected: RECORDED,
  },
  { name: "play-before-answer", says: "pictures 600 ms before the answer to PLAY", manners: { playAnswerMs: 600 }, expected: RECORDED },
  {
    name: "length-missing",
    says: "a description without its length, then the end",
    manners: { lengthOff: null },
    expected: either("camera_malformed"),
  },
  { name: "length-too-long", says: "a length two bytes too long", manners: { lengthOff: 2 }, expected: either("camera_timed_out") },
  { name: "ends-11", says: "closes after 11 s without a word", manners: { endsAfterMs: 11_000 }, expected: withGaps("connection_lost") },
  {
    name: "goodbye-11",
    says: "says goodbye by RTCP and closes after 11 s",
    manners: { endsAfterMs: 11_000, saysGoodbye: true },
    expected: withGaps("connection_lost"),
  },
  { name: "drip-100", says: "a byte of an answer every 100 ms", manners: { byteEveryMs: 100 }, expected: refused("camera_timed_out") },
  { name: "drip-2", says: "a byte of an answer every 2 ms: slow and right", manners: { byteEveryMs: 2 }, expected: RECORDED },
];

function status(method: string, text: string): Manners {
  return { answers: { [method]: { kind: "status", status: text } } };
}
