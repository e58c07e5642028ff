import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { probeCamera } from "./probe.ts";
import { Authorizer } from "./rtsp/auth.ts";
import { TestCamera, describe as sdpOf, type CameraBehaviour } from "./testing/rtsp-camera.ts";
import { SMALL } from "./testing/pictures.ts";
import { until } from "./testing/until.ts";

const credentials = { username: "operator", password: 'a "quoted" پass' };

async function probe(behaviour: CameraBehaviour, given: CameraBehaviour["credentials"] | null = null, path = "/live"): Promise<unknown> {
  await using camera = await TestCamera.start(behaviour);
  const result = await probeCamera({ address: { ...camera.address, path }, credentials: given });
  return result.ok ? result.value : result.error.code;
}

/** A server that says something to everyone who connects, and no more. */
async function rude(speak: (socket: Socket) => void): Promise<{ port: number } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    speak(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const picture = { codec: "avc1.4d400c", width: 160, height: 112, framesPerSecond: 25 };

describe("a good camera", () => {
  test("tells its picture; audio is not set up; the session is ended", async () => {
    await using camera = await TestCamera.start();
    expect(await probeCamera({ address: camera.address, credentials: null })).toEqual({ ok: true, value: picture });
    await until(() => camera.methods().length > 3);
    expect(camera.methods()).toEqual(["DESCRIBE", "SETUP", "PLAY", "TEARDOWN"]);
    expect(camera.requests[1]?.url).toBe(`rtsp://127.0.0.1:${camera.port}/live/trackID=0`);
    expect(camera.requests[2]?.headers.get("session")).toBe("4711");
  });

  test("without parameter sets in its description", async () => {
    expect(await probe({ sdp: sdpOf(SMALL).replace(/;sprop[^\r]*/, "") })).toEqual(picture);
  });

  test.each(["basic", "md5", "md5-qop", "sha256", "nonce-per-request"] as const)("that asks for a password by %s", async (scheme) => {
    await using camera = await TestCamera.start({ credentials, scheme });
    expect(await probeCamera({ address: camera.address, credentials: { ...credentials, mayUseBasic: true } })).toMatchObject({ ok: true });
    for (const { url } of camera.requests) expect(url).not.toMatch(/operator|quoted/);
  });

  test.each(["basic", "md5", "sha256"] as const)("refuses a wrong password or none by %s, after at most two tries", async (scheme) => {
    await using camera = await TestCamera.start({ credentials, scheme });
    for (const given of [{ ...credentials, password: "wrong", mayUseBasic: true }, null]) {
      const refused = await probeCamera({ address: camera.address, credentials: given });
      expect(refused).toMatchObject({ ok: false, error: { code: "camera.wrong_credentials" } });
      expect(JSON.stringify(refused)).not.toContain('wrong"');
    }
    expect(camera.requests.length).toBeLessThanOrEqual(3);
  });
});

test("a password is never sent by Basic unless that is allowed, also to a camera that asked by Digest before", async () => {
  await using camera = await TestCamera.start({ credentials, scheme: "basic" });
  const refused = await probeCamera({ address: camera.address, credentials });
  expect(refused).toMatchObject({ ok: false, error: { code: "camera.basic_only" } });
  expect(camera.requests).toHaveLength(1);
  const authorizer = new Authorizer(credentials);
  expect(authorizer.accept(['Digest realm="r", nonce="n"'], 0)).toBe(true);
  expect(authorizer.accept(['Basic realm="r"'], 0)).toBe(false);
  expect(authorizer.isBasicRefused).toBe(true);
  expect(authorizer.header("DESCRIBE", "rtsp://camera/")).toMatch(/^Digest /);
  expect(authorizer.accept(['Basic realm="r"', 'Digest realm="r", nonce="m"'], 0)).toBe(true);
});

const ok = (cseq: string, extra: string, body = ""): string =>
  `RTSP/1.0 200 OK\r\nCSeq: ${cseq}\r\n${extra}${body === "" ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`}\r\n${body}`;

/** States a base under which there is nothing. */
const wrongBase: CameraBehaviour["answer"] = ({ method, url }, cseq) => {
  if (method === "DESCRIBE") return ok(cseq, "Content-Base: rtsp://10.9.9.9/elsewhere/\r\n", sdpOf(SMALL));
  return method === "SETUP" && url.includes("elsewhere") ? `RTSP/1.0 404 Not Found\r\nCSeq: ${cseq}\r\n\r\n` : undefined;
};

describe("answers that real cameras give", () => {
  test.each<[string, CameraBehaviour["answer"]]>([
    [
      "Content-Base is an address without scheme",
      ({ method }, cseq) => (method === "DESCRIBE" ? ok(cseq, "Content-Base: 127.0.0.1:554/live/\r\n", sdpOf(SMALL)) : undefined),
    ],
    ["no Content-Base, no Content-Type", ({ method }, cseq) => (method === "DESCRIBE" ? ok(cseq, "", sdpOf(SMALL)) : undefined)],
    [
      "the number of the answer is named Cseq",
      ({ method }, cseq) => (method === "PLAY" ? `RTSP/1.0 200 OK\r\nCseq: ${cseq}\r\n\r\n` : undefined),
    ],
    ["the number of the answer is left out", ({ method }) => (method === "PLAY" ? "RTSP/1.0 200 OK\r\nSession: 4711\r\n\r\n" : undefined)],
    [
      "the session is padded and the ssrc has a space",
      ({ method }, cseq) =>
        method === "SETUP"
          ? ok(cseq, "Session:      4711;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc= d6d627\r\n")
          : undefined,
    ],
    [
      "a broken RTP-Info",
      ({ method }, cseq) => (method === "PLAY" ? ok(cseq, "RTP-Info: url=trackID=1;seq=1;rtptime=-1,url=\r\n") : undefined),
    ],
    [
      "an announcement comes between",
      ({ method }, cseq) => (method === "PLAY" ? `SET_PARAMETER * RTSP/1.0\r\nCSeq: 1\r\n\r\n${ok(cseq, "")}` : undefined),
    ],
    [
      "an answer to another request comes first",
      ({ method }, cseq) => (method === "PLAY" ? `RTSP/1.0 500 No\r\nCSeq: 999\r\n\r\n${ok(cseq, "")}` : undefined),
    ],
  ])("%s", async (_name, answer) => {
    expect(await probe(answer ? { answer } : {})).toEqual(picture);
  });

  test("a wrong base is got around by the address that was asked", async () => {
    expect(await probe({ answer: wrongBase })).toEqual(picture);
  });

  test.each<[string, string, CameraBehaviour]>([
    ["no such stream", "camera.no_such_stream", { answer: (_request, cseq) => `RTSP/1.0 404 Not Found\r\nCSeq: ${cseq}\r\n\r\n` }],
    [
      "too many viewers",
      "camera.too_many_viewers",
      { answer: (_request, cseq) => `RTSP/1.0 453 Not Enough Bandwidth\r\nCSeq: ${cseq}\r\n\r\n` },
    ],
    [
      "a redirect is not followed",
      "camera.redirects",
      { answer: (_request, cseq) => `RTSP/1.0 302 Moved\r\nCSeq: ${cseq}\r\nLocation: rtsp://evil/\r\n\r\n` },
    ],
    ["MJPEG only", "camera.no_h264_video", { sdp: "v=0\r\nm=video 0 RTP/AVP 26\r\na=rtpmap:26 JPEG/90000\r\n" }],
    ["audio only", "camera.no_h264_video", { sdp: "v=0\r\nm=audio 0 RTP/AVP 0\r\n" }],
    ["no description", "camera.malformed", { sdp: "hello" }],
    [
      "UDP only",
      "camera.udp_only",
      {
        answer: ({ method }, cseq) =>
          method === "SETUP" ? ok(cseq, "Transport: RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001\r\n") : undefined,
      },
    ],
    [
      "a body longer than anything",
      "camera.malformed",
      { answer: (_request, cseq) => `RTSP/1.0 200 OK\r\nCSeq: ${cseq}\r\nContent-Length: 99999999\r\n\r\n` },
    ],
    ["it hangs up", "camera.ended", { answer: ({ method }, _cseq, socket) => (method === "SETUP" ? (socket.destroy(), null) : undefined) }],
    ["it never answers", "camera.timed_out", { answer: ({ method }) => (method === "SETUP" ? null : undefined) }],
    [
      "the length of the description is too large",
      "camera.timed_out",
      {
        answer: ({ method }, cseq) =>
          method === "DESCRIBE" ? `RTSP/1.0 200 OK\r\nCSeq: ${cseq}\r\nContent-Length: 5000\r\n\r\n${sdpOf(SMALL)}` : undefined,
      },
    ],
  ])("%s: %s", async (_name, code, behaviour) => {
    expect(await probe(behaviour)).toBe(code);
  });
});

describe("something else answers", () => {
  test.each<[string, string, (socket: Socket) => void]>([
    ["a web server", "camera.not_rtsp", (socket) => socket.on("data", () => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"))],
    ["noise", "camera.malformed", (socket) => socket.on("data", () => socket.write(Buffer.alloc(300_000, 7)))],
    [
      "endless headers",
      "camera.malformed",
      (socket) => socket.on("data", () => socket.write(`RTSP/1.0 200 OK\r\n${"A: b\r\n".repeat(9000)}`)),
    ],
    ["it hangs up at once", "camera.ended", (socket) => socket.on("data", () => socket.destroy())],
  ])("%s", async (_name, code, speak) => {
    await using server = await rude(speak);
    expect(await probeCamera({ address: { host: "127.0.0.1", port: server.port, path: "/" }, credentials: null })).toMatchObject({
      ok: false,
      error: { code },
    });
  });

  test("nobody listens", async () => {
    const port = await rude(() => undefined).then(async (server) => {
      await server[Symbol.asyncDispose]();
      return server.port;
    });
    const refused = await probeCamera({ address: { host: "127.0.0.1", port, path: "/" }, credentials: null });
    expect(refused).toEqual({ ok: false, error: { code: "camera.unreachable", params: { detail: "ECONNREFUSED" } } });
  });
});
