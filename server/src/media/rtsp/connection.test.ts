import { afterEach, describe, expect, test, vi } from "vitest";
import type { CameraRefusal } from "../model.ts";
import { interleaved } from "../testing/packets.ts";
import { Peer, someTurns, turnsUntil } from "../testing/peer.ts";
import { Connection } from "./connection.ts";
import { LIMITS } from "./limits.ts";

afterEach(() => void vi.useRealTimers());
const stopTimers = (): void => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

const answer = (cseq: number | null, body = ""): string =>
  `RTSP/1.0 200 OK\r\n${cseq === null ? "" : `CSeq: ${cseq}\r\n`}Content-Length: ${body.length}\r\n\r\n${body}`;
const refused = (code: string, detail: string) => ({ ok: false, error: { code, params: { detail } } });

/** A connection to a peer, with what ended it. */
async function connected(peer: Peer) {
  const ends: CameraRefusal[] = [];
  const opened = await Connection.open("127.0.0.1", peer.port, (refusal) => ends.push(refusal));
  if (!opened.ok) throw new Error(opened.error.code);
  await turnsUntil(() => peer.sockets.length > 0);
  return { connection: opened.value, ends };
}

describe("a request", () => {
  test("is numbered, has our name and its own headers, and gets the answer of its number", async () => {
    await using peer = await Peer.start();
    const { connection, ends } = await connected(peer);
    const first = connection.request("DESCRIBE", "rtsp://c/1", [["Accept", "application/sdp"]]);
    await turnsUntil(() => peer.text.endsWith("\r\n\r\n"));
    expect(peer.text).toBe("DESCRIBE rtsp://c/1 RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: Amaliyat\r\nAccept: application/sdp\r\n\r\n");
    peer.write(answer(1, "one"));
    expect(await first).toMatchObject({ ok: true, value: { startLine: "RTSP/1.0 200 OK", body: Buffer.from("one") } });
    const second = connection.request("PLAY", "rtsp://c/1", []);
    peer.write(`${answer(1, "late")}${answer(7, "strange")}${answer(2, "two")}`);
    expect(await second).toMatchObject({ ok: true, value: { body: Buffer.from("two") } });
    await turnsUntil(() => peer.text.endsWith("Amaliyat\r\n\r\n"));
    expect(peer.text.slice(peer.text.indexOf("PLAY"))).toBe("PLAY rtsp://c/1 RTSP/1.0\r\nCSeq: 2\r\nUser-Agent: Amaliyat\r\n\r\n");
    expect([connection.over, ends]).toEqual([null, []]);
    connection.close();
  });

  test("gets an answer without a number too; one that nobody waits for is passed over", async () => {
    await using peer = await Peer.start();
    const { connection, ends } = await connected(peer);
    peer.write(answer(null, "early"));
    await turnsUntil(() => connection.received > 0);
    const asked = connection.request("PLAY", "rtsp://c/1", []);
    peer.write(answer(null, "mine"));
    expect(await asked).toMatchObject({ ok: true, value: { body: Buffer.from("mine") } });
    expect(ends).toEqual([]);
    connection.close();
  });

  test("of a camera is answered, so that it does not wait, and ends no request of ours", async () => {
    await using peer = await Peer.start();
    const { connection } = await connected(peer);
    const asked = connection.request("PLAY", "rtsp://c/1", []);
    await turnsUntil(() => peer.text.endsWith("\r\n\r\n"));
    peer.write("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
    await turnsUntil(() => peer.text.endsWith("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"));
    peer.write(answer(1, "played"));
    expect(await asked).toMatchObject({ value: { body: Buffer.from("played") } });
    connection.close();
  });

  test("without an answer is given up in time; the late answer is none to the next request", async () => {
    await using peer = await Peer.start();
    const { connection, ends } = await connected(peer);
    stopTimers();
    let given: unknown = null;
    void connection.request("SETUP", "rtsp://c/1", []).then((result) => (given = result));
    vi.advanceTimersByTime(LIMITS.answerMs - 1);
    await someTurns();
    expect(given).toBeNull();
    vi.advanceTimersByTime(1);
    await turnsUntil(() => given !== null);
    expect(given).toEqual(refused("camera.timed_out", "SETUP"));
    const next = connection.request("PLAY", "rtsp://c/1", []);
    peer.write(`${answer(1, "late")}${answer(2, "next")}`);
    expect(await next).toMatchObject({ ok: true, value: { body: Buffer.from("next") } });
    // The answer came in time: nothing runs out later.
    vi.advanceTimersByTime(LIMITS.answerMs);
    expect([connection.over, ends]).toEqual([null, []]);
    connection.close();
  });

  test("that runs out takes no answer from one that was made after it", async () => {
    await using peer = await Peer.start();
    const { connection } = await connected(peer);
    stopTimers();
    const first = connection.request("SETUP", "rtsp://c/1", []);
    vi.advanceTimersByTime(1_000);
    const second = connection.request("PLAY", "rtsp://c/1", []);
    vi.advanceTimersByTime(LIMITS.answerMs - 1_000);
    expect(await first).toEqual(refused("camera.timed_out", "SETUP"));
    peer.write(answer(2, "mine"));
    expect(await second).toMatchObject({ ok: true, value: { body: Buffer.from("mine") } });
    connection.close();
  });

  test("is refused at once with what ended the connection", async () => {
    await using peer = await Peer.start();
    const { connection, ends } = await connected(peer);
    const waits = connection.request("PLAY", "rtsp://c/1", []);
    await turnsUntil(() => peer.text !== "");
    peer.sockets[0]?.end();
    expect(await waits).toEqual(refused("camera.ended", "closed by the camera"));
    expect(await connection.request("PLAY", "rtsp://c/2", [])).toEqual(refused("camera.ended", "closed by the camera"));
    expect(ends).toEqual([{ code: "camera.ended", params: { detail: "closed by the camera" } }]);
    expect(connection.over).toEqual(ends[0]);
    await someTurns();
    expect(peer.text).not.toContain("rtsp://c/2");
  });
});

describe("a connection", () => {
  test("is refused where nobody listens, and nothing ends that had not begun", async () => {
    const peer = await Peer.start();
    const { port } = peer;
    await peer[Symbol.asyncDispose]();
    const ended = vi.fn();
    expect(await Connection.open("127.0.0.1", port, ended)).toEqual(refused("camera.unreachable", "ECONNREFUSED"));
    await someTurns();
    expect(ended).not.toHaveBeenCalled();
  });

  test("is given up where nobody answers in time, and not after it is there", async () => {
    await using peer = await Peer.start();
    stopTimers();
    const ended = vi.fn();
    const opening = Connection.open("127.0.0.1", peer.port, ended);
    vi.advanceTimersByTime(LIMITS.connectMs);
    expect(await opening).toEqual(refused("camera.unreachable", "no answer to connect"));
    const other = Connection.open("127.0.0.1", peer.port, ended);
    vi.advanceTimersByTime(LIMITS.connectMs - 1);
    const opened = await other;
    if (!opened.ok) throw new Error("given up too early");
    vi.advanceTimersByTime(LIMITS.connectMs);
    await someTurns();
    expect([opened.value.over, ended.mock.calls]).toEqual([null, []]);
    opened.value.close();
  });

  test("that is cut off ends with the reason of the system", async () => {
    await using peer = await Peer.start();
    const { ends } = await connected(peer);
    peer.sockets[0]?.resetAndDestroy();
    await turnsUntil(() => ends.length > 0);
    await someTurns();
    expect(ends).toEqual([{ code: "camera.ended", params: { detail: "ECONNRESET" } }]);
  });

  test("hands out frames, and counts the bytes of all that comes", async () => {
    await using peer = await Peer.start();
    const { connection } = await connected(peer);
    const frames: string[] = [];
    connection.stream.frame = (channel, bytes, from, to) => frames.push(`${channel} ${bytes.toString("hex", from, to)}`);
    const bytes = Buffer.concat([interleaved(0, Buffer.from([1, 2])), interleaved(1, Buffer.from([3]))]);
    peer.write(bytes);
    await turnsUntil(() => frames.length === 2);
    expect([frames, connection.received]).toEqual([["0 0102", "1 03"], bytes.length]);
    peer.write(bytes);
    await turnsUntil(() => frames.length === 4);
    expect(connection.received).toBe(2 * bytes.length);
    connection.close();
  });

  test("reads in batches: after each read it waits until it is told to read on", async () => {
    await using peer = await Peer.start();
    const { connection } = await connected(peer);
    const frame = interleaved(0, Buffer.from([1]));
    connection.batched = true;
    peer.write(frame);
    await turnsUntil(() => connection.received === frame.length);
    peer.write(frame);
    await someTurns();
    expect(connection.received).toBe(frame.length);
    connection.resume();
    await turnsUntil(() => connection.received === 2 * frame.length);
    connection.batched = false;
    connection.resume();
    for (const count of [3, 4]) {
      peer.write(frame);
      await turnsUntil(() => connection.received === count * frame.length);
    }
    connection.close();
    connection.resume();
  });

  test("ends where the bytes cannot be followed, or where reading them fails, and with it no other one", async () => {
    await using peer = await Peer.start();
    const { ends } = await connected(peer);
    peer.write("RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n");
    await turnsUntil(() => ends.length > 0);
    expect(ends).toEqual([{ code: "camera.malformed", params: { detail: "impossible content length" } }]);
    const other = await connected(peer);
    other.connection.stream.frame = () => {
      throw new Error("a fault of ours");
    };
    await turnsUntil(() => peer.sockets.length === 2);
    peer.write(interleaved(0, Buffer.from([1])));
    await turnsUntil(() => other.ends.length > 0);
    expect(other.ends).toEqual([{ code: "camera.malformed", params: { detail: "internal: a fault of ours" } }]);
  });
});

describe("a server that speaks something else", () => {
  test("is no camera: at once where it is a web server", async () => {
    await using peer = await Peer.start();
    const { connection, ends } = await connected(peer);
    const asked = connection.request("DESCRIBE", "rtsp://c/1", []);
    peer.write("HTTP/1.1 400 Bad Request\r\n");
    expect(await asked).toEqual(refused("camera.not_rtsp", "answers HTTP"));
    expect(ends).toEqual([{ code: "camera.not_rtsp", params: { detail: "answers HTTP" } }]);
  });

  test.each([
    ["220 mail.example ESMTP\r\n", "camera.not_rtsp"],
    ["\u0016\u0003\u0001", "camera.not_rtsp"],
    ["hello", "camera.not_rtsp"],
    ["Rtsp", "camera.not_rtsp"],
    ["R", "camera.ended"],
    ["RTSP/1.0", "camera.ended"],
    ["ANNOUNCE", "camera.ended"],
    ["GET_PARAMETER * RTSP/1.0", "camera.ended"],
    ["$\u0000\u0000\u0009", "camera.ended"],
  ])("begins with %j and hangs up: %s", async (text, code) => {
    await using peer = await Peer.start();
    const { connection, ends } = await connected(peer);
    peer.write(text);
    await turnsUntil(() => connection.received === text.length);
    peer.sockets[0]?.end();
    await turnsUntil(() => ends.length > 0);
    expect(ends).toEqual([{ code, params: { detail: "closed by the camera" } }]);
  });

  test("is none either where a request runs out; a camera that says something else first is one", async () => {
    await using peer = await Peer.start();
    const { connection } = await connected(peer);
    const timedOut = async (): Promise<unknown> => {
      stopTimers();
      const asked = connection.request("DESCRIBE", "rtsp://c/1", []);
      vi.advanceTimersByTime(LIMITS.answerMs);
      return await asked;
    };
    peer.write("\u0001\u0002\u0003");
    await turnsUntil(() => connection.received === 3);
    expect(await timedOut()).toEqual(refused("camera.not_rtsp", "DESCRIBE"));
    peer.write(answer(9));
    await turnsUntil(() => connection.received > 3);
    expect(await timedOut()).toEqual(refused("camera.timed_out", "DESCRIBE"));
    // The beginning is judged once.
    peer.write("\u0001\u0002\u0003");
    await someTurns();
    expect(await timedOut()).toEqual(refused("camera.timed_out", "DESCRIBE"));
    connection.close();
  });
});

describe("closing", () => {
  test("says the last words, tells nobody, and refuses the request that waits", async () => {
    await using peer = await Peer.start();
    const { connection, ends } = await connected(peer);
    const waits = connection.request("PLAY", "rtsp://c/1", []);
    connection.close({ method: "TEARDOWN", url: "rtsp://c/1", headers: [["Session", "5"]] });
    expect(await waits).toEqual(refused("camera.ended", "closed by us"));
    await turnsUntil(() => peer.text.includes("TEARDOWN") && peer.text.endsWith("\r\n\r\n"));
    expect(peer.text.slice(peer.text.indexOf("TEARDOWN"))).toBe("TEARDOWN rtsp://c/1 RTSP/1.0\r\nCSeq: 2\r\nSession: 5\r\n\r\n");
    peer.write(answer(2));
    peer.sockets[0]?.end();
    await turnsUntil(() => peer.closed === 1);
    connection.close({ method: "TEARDOWN", url: "rtsp://c/2", headers: [] });
    await someTurns();
    expect([peer.text.includes("rtsp://c/2"), ends, connection.over]).toEqual([
      false,
      [],
      { code: "camera.ended", params: { detail: "closed by us" } },
    ]);
    expect(await connection.request("PLAY", "rtsp://c/1", [])).toEqual(refused("camera.ended", "closed by us"));
  });

  test("cuts off a camera that does not close in turn, after half a second", async () => {
    await using peer = await Peer.start();
    const { connection, ends } = await connected(peer);
    stopTimers();
    connection.close({ method: "TEARDOWN", url: "rtsp://c/1", headers: [] });
    await turnsUntil(() => peer.text.endsWith("\r\n\r\n"));
    vi.advanceTimersByTime(499);
    await someTurns();
    expect(peer.closed).toBe(0);
    vi.advanceTimersByTime(1);
    // The end of a peer that has ended already is seen at its next word.
    await turnsUntil(() => (peer.write("x"), peer.closed === 1));
    expect(ends).toEqual([]);
  });

  test("without last words is at once", async () => {
    await using peer = await Peer.start();
    const { connection, ends } = await connected(peer);
    const before = connection.received;
    connection.close();
    peer.write(answer(1));
    await turnsUntil(() => (peer.write("x"), peer.closed === 1));
    expect([ends, connection.received, peer.text]).toEqual([[], before, ""]);
  });
});
