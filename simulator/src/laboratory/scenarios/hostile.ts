import type { Answer } from "../../rtsp/quirks/manners.ts";
import { refused, type Expected, type Scenario } from "../scenario.ts";

const OK = "RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\n";

const answers = (
  name: string,
  says: string,
  method: string,
  answer: Answer,
  expected: Expected = refused("camera_malformed"),
): Scenario => ({
  name: `hostile-${name}`,
  says,
  manners: { answers: { [method]: answer } },
  expected,
});

/** Peers that are no camera, or a broken one. */
export const HOSTILE: readonly Scenario[] = [
  answers("length-4g", "a body of 4 GiB is announced", "DESCRIBE", { kind: "text", text: `${OK}Content-Length: 4294967296\r\n\r\nv=0` }),
  answers("body-8m", "a description of 8 MB", "DESCRIBE", {
    kind: "text",
    text: `${OK}Content-Length: 8000000\r\n\r\n`,
    more: { text: "a=x\r\n", times: 1_600_000 },
  }),
  answers("headers-endless", "a header without end", "DESCRIBE", {
    kind: "endless",
    text: `${OK}X: `,
    hex: "79",
    times: 4_096,
    everyMs: 20,
  }),
  answers("headers-many", "5,000 headers", "DESCRIBE", { kind: "text", text: OK, more: { text: "X: y\r\n", times: 5_000 } }),
  answers(
    "noise",
    "noise in place of an answer",
    "DESCRIBE",
    { kind: "noise", bytes: 3_000 },
    refused("camera_malformed", "camera_timed_out"),
  ),
  answers("tls", "an alert of TLS", "DESCRIBE", { kind: "bytes", hex: "15030300020250" }),
  answers("http", "an answer of HTTP", "DESCRIBE", { kind: "text", text: "HTTP/1.1 400 Bad Request\r\n\r\n" }),
  answers("html", "a page in place of a description", "DESCRIBE", {
    kind: "text",
    text: `${OK}Content-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>`,
  }),
  answers("silent", "takes the connection and says nothing", "*", { kind: "silence" }, refused("camera_timed_out")),
  answers("closes", "closes on the first request", "DESCRIBE", { kind: "close" }, refused("connection_lost")),
  answers("setup-silent", "describes itself and says no more", "SETUP", { kind: "silence" }, refused("camera_timed_out")),
  answers(
    "other-number",
    "answers with another number than was asked",
    "DESCRIBE",
    { kind: "text", text: "RTSP/1.0 200 OK\r\nCSeq: 99\r\nContent-Length: 0\r\n\r\n" },
    refused("camera_timed_out"),
  ),
  answers(
    "status-none",
    "a status that is none",
    "DESCRIBE",
    { kind: "text", text: "RTSP/1.0 abc\r\nCSeq: {cseq}\r\n\r\n" },
    refused("camera_malformed", "camera_timed_out"),
  ),
  answers(
    "frames",
    "frames of 65,535 bytes that hold no packet",
    "PLAY",
    { kind: "endless", text: `${OK}Session: 1\r\n\r\n`, hex: `2400ffff${"41".repeat(65_535)}`, times: 1, everyMs: 100 },
    refused("no_key_frame", "camera_malformed"),
  ),
  answers(
    "flood",
    "100 Mbit/s of frames that hold no packet",
    "PLAY",
    { kind: "endless", text: `${OK}Session: 1\r\n\r\n`, hex: `2400ffff${"41".repeat(65_535)}`, times: 4, everyMs: 20 },
    refused("camera_floods"),
  ),
];
