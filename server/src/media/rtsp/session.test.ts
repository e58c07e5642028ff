import { createHash } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { CameraRefusal, Credentials } from "../model.ts";
import { interleaved } from "../testing/packets.ts";
import { someTurns, turnsUntil } from "../testing/peer.ts";
import { TestCamera, describe as sdpOf, type CameraBehaviour } from "../testing/rtsp-camera.ts";
import { SMALL } from "../testing/pictures.ts";
import { KeepAlive } from "./keep-alive.ts";
import { LIMITS } from "./limits.ts";
import type { VideoTrack } from "./sdp.ts";
import { RtspSession } from "./session.ts";

afterEach(() => void vi.useRealTimers());
const stopTimers = (): void => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });

type Answer = NonNullable<CameraBehaviour["answer"]>;
const ok = (cseq: string, ...lines: readonly string[]): string =>
  `RTSP/1.0 200 OK\r\nCSeq: ${cseq}\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`;
const status = (cseq: string, code: number): string => `RTSP/1.0 ${code} No\r\nCSeq: ${cseq}\r\n\r\n`;
const described = (cseq: string, sdp: string, ...lines: readonly string[]): string =>
  `${ok(cseq, ...lines, `Content-Length: ${sdp.length}`)}${sdp}`;
const refused = (code: string, detail: string) => ({ ok: false, error: { code, params: { detail } } });
const TRANSPORT = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1";

/** Opens a session with a camera; what came of it is remembered. */
function opening(camera: TestCamera, credentials: Credentials | null = null, path = "/live", alive = new KeepAlive()) {
  const seen: Record<"rtp" | "rtcp", string[]> & { tracks: VideoTrack[]; ends: CameraRefusal[] } = {
    tracks: [],
    rtp: [],
    rtcp: [],
    ends: [],
  };
  const abort = new AbortController();
  const handlers = {
    track: (track: VideoTrack) => {
      seen.tracks.push(track);
      return {
        video: { rtp: (bytes: Buffer, from: number, to: number) => void seen.rtp.push(bytes.toString("hex", from, to)) },
        rtcp: (bytes: Buffer, from: number, to: number) => void seen.rtcp.push(bytes.toString("hex", from, to)),
      };
    },
    ended: (refusal: CameraRefusal) => void seen.ends.push(refusal),
  };
  return { seen, abort, opened: RtspSession.open({ ...camera.address, path }, credentials, handlers, abort.signal, alive) };
}

/** A playing session. */
async function playing(camera: TestCamera, credentials: Credentials | null = null, alive = new KeepAlive()) {
  const { seen, abort, opened } = opening(camera, credentials, "/live", alive);
  const result = await opened;
  if (!result.ok) throw new Error(result.error.code);
  return { seen, abort, session: result.value };
}

/** A camera that sends nothing by itself: it plays no pictures after an answer without the word "OK". */
const silent = (answer?: Answer, more: CameraBehaviour = {}): Promise<TestCamera> =>
  TestCamera.start({
    ...more,
    answer: (request, cseq, socket) =>
      answer?.(request, cseq, socket) ?? (request.method === "PLAY" ? `RTSP/1.0 200\r\nCSeq: ${cseq}\r\n\r\n` : undefined),
  });

describe("the handshake", () => {
  test("describes, sets up the video over the connection and plays, each with its own headers", async () => {
    await using camera = await TestCamera.start();
    const { seen, session } = await playing(camera);
    session.close();
    await turnsUntil(() => camera.requests.length === 4);
    const base = `rtsp://127.0.0.1:${camera.port}/live`;
    expect(camera.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `DESCRIBE ${base}`,
      `SETUP ${base}/trackID=0`,
      `PLAY ${base}/`,
      `TEARDOWN ${base}/`,
    ]);
    expect(camera.requests.map(({ headers }) => [...headers].filter(([name]) => name !== "user-agent" && name !== "cseq"))).toEqual([
      [["accept", "application/sdp"]],
      [["transport", "RTP/AVP/TCP;unicast;interleaved=0-1"]],
      [
        ["session", "4711"],
        ["range", "npt=0.000-"],
      ],
      [["session", "4711"]],
    ]);
    expect(seen.tracks).toMatchObject([{ payloadType: 96, clockRate: 90_000, control: "trackID=0", framesPerSecond: 25 }]);
    expect(seen.ends).toEqual([]);
  });

  test("sends the credentials that were asked for with every request from then on, and the session as plain text", async () => {
    const credentials = { username: "operator", password: "pass" };
    await using camera = await TestCamera.start({
      credentials,
      scheme: "sha256",
      answer: ({ method, headers }, cseq) =>
        method === "SETUP" && headers.has("authorization") ? ok(cseq, "Session: 47\u000111 ;timeout=60", TRANSPORT) : undefined,
    });
    const { session } = await playing(camera, credentials);
    session.close();
    await turnsUntil(() => camera.methods().includes("TEARDOWN"));
    expect(camera.methods()).toEqual(["DESCRIBE", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"]);
    expect(camera.requests.map(({ headers }) => headers.get("authorization")?.slice(0, 6))).toEqual([
      undefined,
      ...Array.from({ length: 4 }, () => "Digest"),
    ]);
    expect(camera.requests.map(({ headers }) => headers.get("session"))).toEqual([undefined, undefined, undefined, "4711", "4711"]);
  });

  test("answers a challenge for each request by its own method and address, the last words too", async () => {
    await using camera = await silent(undefined, { credentials: { username: "operator", password: "pass" }, scheme: "md5" });
    const { session } = await playing(camera, { username: "operator", password: "pass" });
    session.close();
    await turnsUntil(() => camera.methods().includes("TEARDOWN"));
    const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
    for (const { method, url, headers } of camera.requests.slice(1)) {
      const said = headers.get("authorization") ?? "";
      const nonce = /nonce="([^"]*)"/.exec(said)?.[1];
      const response = md5(`${md5("operator:test:pass")}:${nonce}:${md5(`${method}:${url}`)}`);
      expect([method, said.includes(`response="${response}"`)]).toEqual([method, true]);
    }
  });

  test("tries three times at most where a camera calls every nonce old, and only for a challenge", async () => {
    const credentials = { username: "a", password: "b" };
    for (const [code, tries, expected] of [
      [401, 3, refused("camera.wrong_credentials", "DESCRIBE 401")],
      [404, 1, refused("camera.no_such_stream", "DESCRIBE 404")],
    ] as const) {
      let nth = 0;
      await using camera = await TestCamera.start({
        answer: (_, cseq) =>
          `RTSP/1.0 ${code} No\r\nCSeq: ${cseq}\r\nWWW-Authenticate: Digest realm="r", nonce="${nth++}", stale=true\r\n\r\n`,
      });
      expect(await opening(camera, credentials).opened).toEqual(expected);
      expect(camera.requests).toHaveLength(tries);
    }
  });

  test("says that a camera asks for the password by Basic alone, where it is not sent so", async () => {
    const credentials = { username: "a", password: "b" };
    await using camera = await TestCamera.start({ credentials, scheme: "basic" });
    expect(await opening(camera, credentials).opened).toEqual(refused("camera.basic_only", "DESCRIBE 401"));
    expect(camera.requests).toHaveLength(1);
  });

  test("is refused where nobody listens, and where the camera hangs up; nothing ends that had not begun", async () => {
    const gone = await TestCamera.start();
    const { address } = gone;
    await gone[Symbol.asyncDispose]();
    const ended = vi.fn();
    const handlers = { track: vi.fn(), ended };
    const opened = await RtspSession.open(address, null, handlers, new AbortController().signal);
    expect(opened).toEqual(refused("camera.unreachable", "ECONNREFUSED"));
    await using camera = await TestCamera.start({
      answer: ({ method }, _, socket) => (method === "SETUP" ? (socket.end(), null) : undefined),
    });
    const other = opening(camera);
    expect(await other.opened).toEqual(refused("camera.ended", "closed by the camera"));
    await someTurns();
    expect([ended.mock.calls, other.seen.ends]).toEqual([[], []]);
  });

  test("sends no session where the camera names none", async () => {
    const none: Answer = ({ method }, cseq) => (method === "SETUP" ? ok(cseq, TRANSPORT) : method === "PLAY" ? ok(cseq) : undefined);
    const empty: Answer = ({ method }, cseq) =>
      method === "SETUP" ? ok(cseq, "Session: ;timeout=5", TRANSPORT) : method === "PLAY" ? ok(cseq) : undefined;
    for (const answer of [none, empty]) {
      await using camera = await TestCamera.start({ answer });
      const { session } = await playing(camera);
      session.close();
      await turnsUntil(() => camera.connections === 0);
      for (const { headers } of camera.requests) expect(headers.has("session")).toBe(false);
      // Without a session there is nothing to end.
      expect(camera.methods().includes("TEARDOWN")).toBe(answer === empty);
    }
  });

  const answers =
    (method: string, reply: (cseq: string) => string): Answer =>
    (request, cseq) =>
      request.method === method ? reply(cseq) : undefined;

  test.each<[string, Answer, ReturnType<typeof refused>]>([
    ["no description", answers("DESCRIBE", (cseq) => described(cseq, "hello")), refused("camera.malformed", "no session description")],
    [
      "only other encodings",
      answers("DESCRIBE", (cseq) =>
        described(cseq, "m=video 0 RTP/AVP 96 97\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 <JPEG>.1+2-3_4/90000\r\n"),
      ),
      refused("camera.no_h264_video", "VP8 JPEG.1+2-3_4"),
    ],
    [
      "an encoding with a long name",
      answers("DESCRIBE", (cseq) => described(cseq, `m=video 0 RTP/AVP 96\r\na=rtpmap:96 ${"X".repeat(90)}/90000\r\n`)),
      refused("camera.no_h264_video", "X".repeat(60)),
    ],
    ["no such stream", answers("DESCRIBE", (cseq) => status(cseq, 404)), refused("camera.no_such_stream", "DESCRIBE 404")],
    ["a wrong password", answers("DESCRIBE", (cseq) => status(cseq, 401)), refused("camera.wrong_credentials", "DESCRIBE 401")],
    ["no permission", answers("SETUP", (cseq) => status(cseq, 403)), refused("camera.wrong_credentials", "SETUP 403")],
    ["no room", answers("PLAY", (cseq) => status(cseq, 453)), refused("camera.too_many_viewers", "PLAY 453")],
    ["no answer", (request) => (request.method === "PLAY" ? null : undefined), refused("camera.timed_out", "PLAY")],
    [
      "another transport",
      answers("SETUP", (cseq) => ok(cseq, "Transport: RTP/AVP;unicast;client_port=5000-5001")),
      refused("camera.udp_only", "no RTP over TCP"),
    ],
  ])("is refused with its reason: %s", async (_name, answer, expected) => {
    await using camera = await TestCamera.start({ answer });
    if (expected.error.code === "camera.timed_out") stopTimers();
    const { opened, seen } = opening(camera);
    if (expected.error.code === "camera.timed_out") {
      await turnsUntil(() => camera.methods().includes("PLAY"));
      await someTurns();
      vi.advanceTimersByTime(LIMITS.answerMs);
    }
    expect(await opened).toEqual(expected);
    await turnsUntil(() => camera.connections === 0);
    expect(seen.ends).toEqual([]);
  });

  test("tries the address that was asked where there is nothing under the stated base, and no other where a track is refused", async () => {
    const sdp = sdpOf(SMALL);
    const tried = async (code: number): Promise<string[]> => {
      await using camera = await silent(({ method, url }, cseq) => {
        if (method === "DESCRIBE") return described(cseq, sdp, "Content-Base: rtsp://10.9.9.9/elsewhere/");
        return method === "SETUP" && url.includes("elsewhere") ? status(cseq, code) : undefined;
      });
      const { opened } = opening(camera);
      const result = await opened;
      if (result.ok) result.value.close();
      return camera.requests.filter(({ method }) => method === "SETUP").map(({ url }) => url.replace(`${camera.port}`, "PORT"));
    };
    expect(await tried(404)).toEqual(["rtsp://10.9.9.9/elsewhere/trackID=0", "rtsp://127.0.0.1:PORT/live/trackID=0"]);
    expect(await tried(500)).toEqual(["rtsp://10.9.9.9/elsewhere/trackID=0"]);
  });

  test("has its base from Content-Location too, and plays all under the control of the session", async () => {
    const sdp = sdpOf(SMALL).replace("a=control:*", "a=control:all");
    await using camera = await silent(({ method }, cseq) =>
      method === "DESCRIBE" ? described(cseq, sdp, "Content-Location: rtsp://10.9.9.9/place") : undefined,
    );
    const { session } = await playing(camera);
    session.close();
    expect(camera.requests.slice(1, 3).map(({ method, url }) => `${method} ${url}`)).toEqual([
      "SETUP rtsp://10.9.9.9/place/trackID=0",
      "PLAY rtsp://10.9.9.9/place/all",
    ]);
  });

  test("is over after its time, however slowly a camera answers", async () => {
    const held: (() => void)[] = [];
    await using camera = await TestCamera.start({
      answer: ({ method }, cseq, socket) => {
        const reply =
          method === "DESCRIBE"
            ? held.length < 2
              ? `RTSP/1.0 401 No\r\nCSeq: ${cseq}\r\nWWW-Authenticate: Digest realm="r", nonce="${held.length}", stale=true\r\n\r\n`
              : described(cseq, sdpOf(SMALL))
            : ok(cseq, "Session: 5", TRANSPORT);
        held.push(() => socket.write(reply));
        return null;
      },
    });
    stopTimers();
    const { opened } = opening(camera, { username: "a", password: "b" });
    let result: unknown = null;
    void opened.then((given) => (result = given));
    for (let nth = 0; nth < 3; nth++) {
      await turnsUntil(() => held.length === nth + 1);
      vi.advanceTimersByTime(LIMITS.answerMs - 100);
      expect(result).toBeNull();
      held[nth]?.();
    }
    await turnsUntil(() => held.length === 4);
    expect(camera.methods()).toEqual(["DESCRIBE", "DESCRIBE", "DESCRIBE", "SETUP"]);
    vi.advanceTimersByTime(LIMITS.handshakeMs - 3 * (LIMITS.answerMs - 100) - 1);
    await someTurns();
    expect(result).toBeNull();
    vi.advanceTimersByTime(1);
    expect(await opened).toEqual(refused("camera.timed_out", "handshake"));
  });

  test("that succeeded is not over after that time", async () => {
    await using camera = await silent();
    stopTimers();
    const { session, seen } = await playing(camera);
    vi.advanceTimersByTime(LIMITS.handshakeMs);
    await someTurns();
    expect([camera.connections, seen.ends]).toEqual([1, []]);
    session.close();
  });

  test.each(["DESCRIBE", "SETUP", "PLAY"])("may be given up while it waits for the answer to %s", async (method) => {
    const reached = Promise.withResolvers<void>();
    await using camera = await TestCamera.start({
      answer: (request) => (request.method === method ? (reached.resolve(), null) : undefined),
    });
    const { opened, abort, seen } = opening(camera);
    await reached.promise;
    abort.abort();
    expect(await opened).toEqual(refused("camera.ended", "closed by us"));
    await turnsUntil(() => camera.connections === 0);
    expect([camera.methods().includes("TEARDOWN"), seen.ends]).toEqual([method === "PLAY", []]);
  });

  test("given up before the connection is there sends nothing", async () => {
    await using camera = await TestCamera.start();
    const { opened, abort } = opening(camera);
    abort.abort();
    expect(await opened).toEqual(refused("camera.ended", "closed by us"));
    await someTurns();
    expect(camera.requests).toEqual([]);
  });

  test("given up after it succeeded changes nothing", async () => {
    await using camera = await silent();
    const { abort, session, seen } = await playing(camera);
    abort.abort();
    await someTurns();
    expect([camera.connections, camera.methods().includes("TEARDOWN"), seen.ends]).toEqual([1, false, []]);
    session.close();
  });
});

describe("a playing session", () => {
  test("hands packets of its two channels to the video, and those of no other", async () => {
    await using camera = await silent(({ method }, cseq) =>
      method === "SETUP" ? ok(cseq, "Session: 4711", TRANSPORT.replace("0-1", "4-7")) : undefined,
    );
    const { session, seen } = await playing(camera);
    const packet = (...bytes: readonly number[]): Buffer => Buffer.from([0x80, ...bytes]);
    for (const [channel, byte] of [
      [0, 1],
      [4, 2],
      [5, 3],
      [7, 4],
      [4, 5],
    ] as const)
      camera.inject(interleaved(channel, packet(byte)));
    await turnsUntil(() => seen.rtp.length === 2);
    expect([seen.rtp, seen.rtcp]).toEqual([["8002", "8005"], ["8004"]]);
    // Behind bytes that belong to no message a frame of these channels is found again.
    camera.inject(Buffer.concat([Buffer.from("rubbish"), interleaved(7, packet(6)), interleaved(4, packet(7))]));
    await turnsUntil(() => seen.rtp.length === 3);
    expect([seen.rtp.at(-1), seen.rtcp.at(-1)]).toEqual(["8007", "8006"]);
    expect(session.received).toBeGreaterThan(100);
    session.close();
  });

  test("reads in batches while it is told so, and on arrival again afterwards", async () => {
    await using camera = await silent();
    const { session, seen } = await playing(camera);
    const send = (byte: number): void => camera.inject(interleaved(0, Buffer.from([0x80, byte])));
    session.batched = true;
    send(1);
    await turnsUntil(() => seen.rtp.length === 1);
    send(2);
    await someTurns();
    expect(seen.rtp).toHaveLength(1);
    session.resume();
    await turnsUntil(() => seen.rtp.length === 2);
    session.batched = false;
    for (const count of [3, 4]) {
      send(count);
      await turnsUntil(() => seen.rtp.length === count);
    }
    session.close();
  });

  test("tells once that the camera has ended it", async () => {
    await using camera = await silent();
    const { session, seen } = await playing(camera);
    camera.drop();
    await turnsUntil(() => seen.ends.length > 0);
    expect(seen.ends).toMatchObject([{ code: "camera.ended" }]);
    session.close();
    await someTurns();
    expect(seen.ends).toHaveLength(1);
  });

  test("that was closed by us ends without a word to the room", async () => {
    await using camera = await silent();
    const { session, seen } = await playing(camera);
    session.close();
    session.close();
    await turnsUntil(() => camera.connections === 0);
    expect([seen.ends, camera.methods().filter((method) => method === "TEARDOWN")]).toEqual([[], ["TEARDOWN"]]);
  });
});

describe("keep-alive", () => {
  test.each([
    ["60", 30_000],
    ["20", 10_000],
    ["1", 1_000],
    ["600", 30_000],
    [null, 30_000],
  ])("is said at half of the time-out of %s s, between a second and half a minute", async (timeout, everyMs) => {
    await using camera = await silent(({ method }, cseq) =>
      method === "SETUP" ? ok(cseq, `Session: 4711${timeout === null ? "" : `;timeout=${timeout}`}`, TRANSPORT) : undefined,
    );
    stopTimers();
    const { session } = await playing(camera);
    const count = (): number => camera.methods().filter((method) => method === "GET_PARAMETER").length;
    for (const nth of [1, 2]) {
      vi.advanceTimersByTime(everyMs - 1);
      await someTurns();
      expect(count()).toBe(nth - 1);
      vi.advanceTimersByTime(1);
      await turnsUntil(() => count() === nth);
      await someTurns();
    }
    const said = camera.requests.at(-1);
    expect([said?.url, said?.headers.get("session")]).toEqual([`rtsp://127.0.0.1:${camera.port}/live/`, "4711"]);
    session.close();
    vi.advanceTimersByTime(3 * everyMs);
    await turnsUntil(() => camera.connections === 0);
    expect([count(), vi.getTimerCount()]).toEqual([2, 0]);
  });

  /** Methods that a camera is asked by after the handshake, over some keep-alive intervals. */
  async function methodsOf(camera: TestCamera, ticks: number, alive = new KeepAlive()) {
    const { session, seen } = await playing(camera, null, alive);
    const begin = camera.requests.length;
    for (let nth = 0; nth < ticks; nth++) {
      const before = camera.requests.length;
      vi.advanceTimersByTime(30_000 - (nth === 0 ? 0 : LIMITS.answerMs));
      await turnsUntil(() => camera.requests.length > before || seen.ends.length > 0);
      await someTurns();
      vi.advanceTimersByTime(LIMITS.answerMs);
      await someTurns();
    }
    session.close();
    return { methods: camera.methods().slice(begin), ends: seen.ends };
  }
  const publicly = (cseq: string, methods: string): string => ok(cseq, `Public: ${methods}`);

  test("is what the camera lists; OPTIONS itself where it lists no GET_PARAMETER", async () => {
    stopTimers();
    for (const [listed, methods] of [
      ["OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER", ["OPTIONS", "GET_PARAMETER", "GET_PARAMETER"]],
      ["OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN", ["OPTIONS", "OPTIONS"]],
    ] as const) {
      await using camera = await silent(({ method }, cseq) => (method === "OPTIONS" ? publicly(cseq, listed) : undefined));
      expect((await methodsOf(camera, 2)).methods).toEqual([...methods]);
    }
  });

  test.each([
    ["refuses", (cseq: string) => status(cseq, 501)],
    ["leaves unanswered", () => ""],
  ])("is OPTIONS for a camera that %s the other one, also at its next connection", async (_name, reply) => {
    stopTimers();
    await using camera = await silent(({ method }, cseq) => (method === "GET_PARAMETER" ? reply(cseq) : undefined));
    const alive = new KeepAlive();
    const { methods, ends } = await methodsOf(camera, 3, alive);
    expect(methods.filter((method) => method === "GET_PARAMETER")).toHaveLength(1);
    expect([methods.at(-1), ends]).toEqual(["OPTIONS", []]);
    expect((await methodsOf(camera, 2, alive)).methods).not.toContain("GET_PARAMETER");
  });

  test("is never again the one at which a camera hung up", async () => {
    stopTimers();
    await using camera = await silent(({ method }, _cseq, socket) => {
      if (method !== "GET_PARAMETER") return undefined;
      socket.destroy();
      return "";
    });
    const alive = new KeepAlive();
    const first = await methodsOf(camera, 1, alive);
    expect([first.methods.at(-1), first.ends.length]).toEqual(["GET_PARAMETER", 1]);
    const second = await methodsOf(camera, 3, alive);
    expect(second.ends).toEqual([]);
    expect(second.methods).not.toContain("GET_PARAMETER");
  });

  test("keeps the time-out of SETUP where later answers state none", async () => {
    await using camera = await silent(({ method }, cseq) => {
      if (method === "SETUP") return ok(cseq, "Session: 4711;timeout=10", TRANSPORT);
      return method === "PLAY" ? `RTSP/1.0 200\r\nCSeq: ${cseq}\r\nSession: 4711\r\n\r\n` : undefined;
    });
    stopTimers();
    const { session } = await playing(camera);
    vi.advanceTimersByTime(5_000);
    await turnsUntil(() => camera.methods().includes("GET_PARAMETER"));
    session.close();
  });

  test("is said no more to a camera that has gone", async () => {
    await using camera = await silent();
    stopTimers();
    const { session, seen } = await playing(camera);
    expect(vi.getTimerCount()).toBe(1);
    camera.drop();
    await turnsUntil(() => seen.ends.length > 0);
    expect(vi.getTimerCount()).toBe(0);
    session.close();
  });
});
