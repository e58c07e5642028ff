import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testLoop } from "../testing/loop.ts";
import { digestHeader, readRtp, TestClient } from "../testing/rtsp-client.ts";
import { startCameras } from "./server.ts";
import type { CameraServer } from "./server.ts";

const LOGIN = { username: "room", password: "reads pictures" };
const WALL = Date.UTC(2026, 3, 18, 2, 41, 7);

let server: CameraServer;
const clients: TestClient[] = [];
const open = async (): Promise<TestClient> => {
  const client = await TestClient.open(server.port);
  clients.push(client);
  return client;
};

beforeEach(async () => {
  const loop = testLoop();
  server = await startCameras({
    port: 0,
    clock: () => WALL,
    cameras: [
      { path: "K-031", ...LOGIN, main: loop, sub: loop },
      { path: "K-032", ...LOGIN, main: loop, sub: loop, startsAtKey: true },
      { path: "old", ...LOGIN, main: loop, sub: loop, authorization: "basic" },
    ],
  });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await server.close();
});

const video = (client: TestClient): ReturnType<typeof readRtp>[] =>
  client.frames.filter((frame) => frame.channel === 0).map((frame) => readRtp(frame.bytes));

describe("who may look", () => {
  test("asks for Digest and refuses a wrong password, a wrong name and Basic", async () => {
    const client = await open();
    const url = server.url("K-031");
    const first = await client.ask("DESCRIBE", url);
    expect(first.code).toBe(401);
    expect(first.headers.get("www-authenticate")).toMatch(/^Digest realm="camera", nonce="[0-9a-f]{32}"/);
    expect((await client.askAs({ ...LOGIN, password: "guess" }, "DESCRIBE", url)).code).toBe(401);
    expect((await client.askAs({ ...LOGIN, username: "guest" }, "DESCRIBE", url)).code).toBe(401);
    const basic = `Basic ${Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString("base64")}`;
    expect((await client.ask("DESCRIBE", url, { Authorization: basic })).code).toBe(401);
    expect((await client.askAs(LOGIN, "DESCRIBE", url)).code).toBe(200);
  });

  test("takes Basic where the camera asks for it", async () => {
    const client = await open();
    expect((await client.ask("DESCRIBE", server.url("old"))).headers.get("www-authenticate")).toBe('Basic realm="camera"');
    const basic = `Basic ${Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString("base64")}`;
    expect((await client.ask("DESCRIBE", server.url("old"), { Authorization: basic })).code).toBe(200);
  });

  test("a right answer to another connection's challenge is stale", async () => {
    const [one, two] = [await open(), await open()];
    const url = server.url("K-031");
    const challenge = (await one.ask("DESCRIBE", url)).headers.get("www-authenticate") ?? "";
    const reply = await two.ask("DESCRIBE", url, { Authorization: digestHeader(LOGIN, "DESCRIBE", url, challenge) });
    expect(reply.code).toBe(401);
    expect(reply.headers.get("www-authenticate")).toContain('stale="TRUE"');
  });

  test("a changed password counts from the next request on", async () => {
    const client = await open();
    server.setPassword("K-031", "another");
    expect((await client.askAs(LOGIN, "DESCRIBE", server.url("K-031"))).code).toBe(401);
    expect((await client.askAs({ ...LOGIN, password: "another" }, "DESCRIBE", server.url("K-031"))).code).toBe(200);
  });
});

describe("the protocol", () => {
  test("describes the stream with its parameter sets", async () => {
    const client = await open();
    expect((await client.ask("OPTIONS", server.url("K-031"))).headers.get("public")).toContain("GET_PARAMETER");
    const reply = await client.askAs(LOGIN, "DESCRIBE", server.url("K-031", "sub"));
    const { sets } = testLoop();
    expect(reply.headers.get("content-type")).toBe("application/sdp");
    expect(reply.body).toContain(`sprop-parameter-sets=${sets.sps.toString("base64")},${sets.pps.toString("base64")}`);
    expect(reply.body).toContain("profile-level-id=4D401E");
    expect(reply.body).not.toContain("m=audio");
  });

  test("sends whole access units with steady time stamps and counted packets, round after round", async () => {
    const client = await open();
    await client.play(LOGIN, server.url("K-031"));
    await client.until(() => video(client).filter((packet) => packet.marker).length > 23);
    const packets = video(client);
    for (const [i, packet] of packets.slice(1).entries()) expect(packet.sequence).toBe(((packets[i]?.sequence ?? 0) + 1) & 0xffff);
    const stamps = [...new Set(packets.map((packet) => packet.timestamp))];
    for (const [i, stamp] of stamps.slice(1).entries()) expect((stamp - (stamps[i] ?? 0)) >>> 0).toBe(1800);
    expect(new Set(packets.map((packet) => packet.ssrc)).size).toBe(1);
    const fragments = packets.filter((packet) => packet.timestamp === stamps[3] && ((packet.payload[0] ?? 0) & 31) === 28);
    expect(fragments.map((packet) => packet.payload.length - 2).reduce((a, b) => a + b)).toBe(2999);
    expect(fragments.map((packet) => packet.marker)).toEqual([false, false, true]);
  });

  test("reports the wall clock of its pictures, moved if told so", async () => {
    const wallOf = async (): Promise<number> => {
      const client = await open();
      await client.play(LOGIN, server.url("K-031"));
      await client.until(() => client.frames.some((frame) => frame.channel === 1));
      const report = client.frames.find((frame) => frame.channel === 1)?.bytes ?? Buffer.alloc(28);
      expect(report[1]).toBe(200);
      return (report.readUInt32BE(8) - 2_208_988_800) * 1000 + Math.round((report.readUInt32BE(12) / 2 ** 32) * 1000);
    };
    expect(await wallOf()).toBe(WALL);
    server.skewClock("K-031", -90_000);
    expect(await wallOf()).toBe(WALL - 90_000);
  });

  test("begins with a key frame where the camera does so", async () => {
    for (let i = 0; i < 3; i++) {
      const client = await open();
      await client.play(LOGIN, server.url("K-032"));
      await client.until(() => video(client).length > 0);
      expect((video(client)[0]?.payload[0] ?? 0) & 31).toBe(7);
    }
  });

  test("sends datagrams to the ports that the client names", async () => {
    const [rtp, rtcp] = [createSocket("udp4"), createSocket("udp4")];
    rtp.bind(0, "127.0.0.1");
    rtcp.bind(0, "127.0.0.1");
    await Promise.all([once(rtp, "listening"), once(rtcp, "listening")]);
    const client = await open();
    const url = server.url("K-031");
    await client.askAs(LOGIN, "DESCRIBE", url);
    const transport = `RTP/AVP;unicast;client_port=${rtp.address().port}-${rtcp.address().port}`;
    const set = await client.askAs(LOGIN, "SETUP", `${url}/trackID=0`, { Transport: transport });
    expect(set.headers.get("transport")).toMatch(/server_port=\d*[02468]-\d*[13579]/);
    const packet = once(rtp, "message");
    const report = once(rtcp, "message");
    await client.askAs(LOGIN, "PLAY", url, { Session: set.headers.get("session")?.split(";")[0] ?? "" });
    expect((await packet)[0][0]).toBe(0x80);
    expect((await report)[0][1]).toBe(200);
    rtp.close();
    rtcp.close();
  });

  test("refuses what makes no sense with its code", async () => {
    const client = await open();
    const url = server.url("K-031");
    await client.askAs(LOGIN, "DESCRIBE", url);
    const as = (method: string, target: string, headers = {}): Promise<number> =>
      client.askAs(LOGIN, method, target, headers).then((reply) => reply.code);
    expect(await as("DESCRIBE", url.replace("K-031", "K-999"))).toBe(404);
    expect(await as("DESCRIBE", url.replace("/main", "/third"))).toBe(404);
    expect(await as("PLAY", url)).toBe(455);
    expect(await as("PLAY", url, { Session: "none" })).toBe(454);
    expect(await as("SETUP", url, { Transport: "RTP/AVP;multicast" })).toBe(461);
    const session = await client.play(LOGIN, url);
    expect(await as("RECORD", url, { Session: session })).toBe(405);
    expect(await as("GET_PARAMETER", url, { Session: session })).toBe(200);
    expect(await as("TEARDOWN", url, { Session: session })).toBe(200);
    expect(await as("GET_PARAMETER", url, { Session: session })).toBe(454);
  });

  test("answers nonsense with 400 and closes", async () => {
    for (const nonsense of ["hello\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", `OPTIONS ${"x".repeat(20_000)}`]) {
      const client = await open();
      client.socket.write(nonsense);
      expect((await client.reply()).code).toBe(400);
      await client.until(() => client.closed);
    }
  });
});
