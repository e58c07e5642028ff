import { afterEach, expect, test } from "vitest";
import { testLoop } from "../testing/loop.ts";
import { readRtp, TestClient } from "../testing/rtsp-client.ts";
import type { Quirks } from "./camera.ts";
import { arrangeOf, writeBetween } from "./quirks/apply.ts";
import { describe as describeStream, writeReply } from "./reply.ts";
import { packetsOf, packUnit } from "./rtp.ts";
import { startCameras, type CameraServer } from "./server.ts";

const LOGIN = { username: "room", password: "reads pictures" };
const open: { server: CameraServer | null; client: TestClient | null } = { server: null, client: null };

async function clientOf(quirks: Quirks): Promise<{ client: TestClient; url: string }> {
  const main = testLoop();
  const server = await startCameras({ port: 0, cameras: [{ path: "a", ...LOGIN, main, sub: main, authorization: "none", quirks }] });
  const client = await TestClient.open(server.port);
  Object.assign(open, { server, client });
  return { client, url: server.url("a") };
}

afterEach(async () => {
  open.client?.socket.destroy();
  await open.server?.close();
});

test("answers are the declared ones, by method or for all", async () => {
  const { client, url } = await clientOf({
    manners: { answers: { DESCRIBE: { kind: "status", status: "453 Not Enough Bandwidth" }, SETUP: { kind: "close" } } },
  });
  expect((await client.ask("DESCRIBE", url)).code).toBe(453);
  expect((await client.ask("OPTIONS", url)).code).toBe(200);
  await expect(client.ask("SETUP", url)).rejects.toThrow("without a reply");
});

test("a camera with manners is meant by URLs that do not hold its path", async () => {
  const { client, url } = await clientOf({
    manners: { description: { control: "rtsp://192.0.2.64/trackID=1" }, channel: 4, session: { setup: "{id};timeout=9", others: "{id}" } },
  });
  expect((await client.ask("DESCRIBE", url)).body).toContain("a=control:rtsp://192.0.2.64/trackID=1");
  const set = await client.ask("SETUP", "rtsp://192.0.2.64/trackID=1", { Transport: "RTP/AVP/TCP;unicast;interleaved=0-1" });
  expect(set.headers.get("transport")).toContain("interleaved=4-5");
  expect(set.headers.get("session")).toMatch(/;timeout=9$/u);
  const played = await client.ask("PLAY", "rtsp://192.0.2.64/", { Session: set.headers.get("session")?.split(";")[0] ?? "" });
  expect(played.headers.get("session")).not.toContain("timeout");
  await client.until(() => client.frames.some(({ channel }) => channel === 4));
});

test("the answer of a client to a request of the camera is passed over", async () => {
  const { client, url } = await clientOf({});
  client.socket.write("RTSP/1.0 501 Not Implemented\r\nCSeq: 7\r\n\r\n");
  expect((await client.ask("OPTIONS", url)).code).toBe(200);
});

test("a session sends its breaks and losses, and tells who watches", async () => {
  const fates: string[] = [];
  const watch = {
    unit: (_session: string, _unit: unknown, fate: string) => void fates.push(fate),
    noise: () => undefined,
    request: () => undefined,
  };
  const sending = {
    sequenceFrom: 65_534,
    timestampFrom: 0,
    breaks: [{ at: 2, sequence: 100 }],
    losses: [{ at: 1, packets: "first" as const }],
  };
  const { client, url } = await clientOf({ sending, watch });
  await client.play(LOGIN, url);
  await client.until(() => fates.length > 3 && client.frames.filter(({ channel }) => channel === 0).length > 8);
  expect(fates.slice(0, 4)).toEqual(["whole", "damaged", "whole", "whole"]);
  const sequences = client.frames.filter(({ channel }) => channel === 0).map(({ bytes }) => readRtp(bytes).sequence);
  const steps = sequences.slice(1).map((sequence, nth) => (sequence - (sequences[nth] ?? 0)) & 0xffff);
  expect(sequences[0]).toBe(65_534);
  expect(steps.filter((step) => step !== 1)).toEqual([2, 101]);
});

test("replies and descriptions take the manners of a camera", () => {
  const reply = { code: 200, body: "body" };
  expect(writeReply(reply, "3", 0, { areNamesLower: true, lineEnd: "\n", version: "RTSP/2.0", lengthOff: 2 })).toBe(
    "RTSP/2.0 200 OK\ncseq: 3\nserver: Amaliyat simulator\ndate: Thu, 01 Jan 1970 00:00:00 GMT\ncontent-length: 6\n\nbody",
  );
  expect(writeReply(reply, "3", 0, { hasNoCseq: true, lengthOff: null })).not.toMatch(/CSeq|Length/u);
  const { sets } = testLoop();
  const text = describeStream(sets, 25, {
    payloadType: 35,
    clockRate: 1_000,
    control: null,
    withoutSets: true,
    before: ["m=audio 0 RTP/AVP 8"],
  });
  expect(text).toMatch(/m=audio.*m=video 0 RTP\/AVP 35\r\na=rtpmap:35 H264\/1000\r\na=fmtp:35 packetization-mode=1/su);
  expect(text).not.toMatch(/sprop|trackID/u);
});

/** Head of an RTP packet without its stamp. */
const head = (first: string, second: string): string => `${first}${second}${"00".repeat(10)}`;
const SMALL = [Buffer.from("6742", "hex"), Buffer.from("68ce", "hex"), Buffer.from("6588", "hex")];

test("packets are cut as they are declared", () => {
  const parts = (packing: Parameters<typeof packUnit>[1], nals = SMALL): string[] => {
    const packed = packUnit({ nals, key: true }, packing);
    return packetsOf(packed, packed.bytes).map((packet) => packet.subarray(4).toString("hex"));
  };
  expect(parts({ areUnitsJoined: true })).toEqual([`${head("80", "e0")}7800026742000268ce00026588`]);
  expect(parts({ marker: "none", payloadType: 35 }, SMALL.slice(2))).toEqual([`${head("80", "23")}6588`]);
  expect(parts({ hasPadding: true, hasExtension: true, hasContributors: true }, SMALL.slice(2))).toEqual([
    `${head("b2", "e0")}0000000100000002bede000110200000658800000004`,
  ]);
  const long = [Buffer.concat([Buffer.from("65", "hex"), Buffer.alloc(9, 0x11)])];
  expect(parts({ payloadBytes: 6, hasNoFragmentEnd: true }, long).map((packet) => packet.slice(24, 28))).toEqual(["7c85", "7c05", "7c05"]);
  expect(parts({ payloadBytes: 6, areUnitsWhole: true }, long)).toHaveLength(1);
  expect(parts({ marker: "slices" }, [...SMALL, ...SMALL.slice(2)]).map((packet) => packet.slice(2, 4))).toEqual(["60", "60", "e0", "e0"]);
});

test("packets go out doubled, swapped or not at all", () => {
  const packets = ["a", "b", "c", "d"].map((text) => Buffer.from(text));
  const sent = (sending: Parameters<typeof arrangeOf>[0]): string => (arrangeOf(sending, 5, [])?.(packets) ?? []).join("");
  expect(sent({ order: "doubled" })).toBe("aabbccdd");
  expect(sent({ order: "repeated" })).toBe("abcdabcd");
  expect(sent({ order: "swapped" })).toBe("acbd");
  expect(["first", "middle", "last", "all"].map((lost) => sent({ losses: [{ at: 5, packets: lost as "first" }] }))).toEqual([
    "bcd",
    "abd",
    "abc",
    "",
  ]);
  expect(arrangeOf({ losses: [{ at: 6, packets: "all" }] }, 5, [])).toBeNull();
});

test("copies of packets come between those of the next picture, or behind the fifth after it", () => {
  const sent = (order: "interleaved" | "late", pictures: readonly string[]): string[] => {
    const past: Buffer[][] = [];
    return pictures.map((picture, nth) =>
      (arrangeOf({ order }, nth, past)?.(Array.from(picture, (packet) => Buffer.from(packet))) ?? []).join(""),
    );
  };
  expect(sent("interleaved", ["ab", "cde", "f", "g"])).toEqual(["ab", "cadbe", "fcde", "gf"]);
  expect(sent("late", ["ab", "c", "d", "e", "f", "g", "h"])).toEqual(["ab", "c", "d", "e", "f", "gab", "hc"]);
});

test("bytes between the pictures say whether they are noise and what numbers they use", () => {
  const stamp = { channel: 2, sequence: 9, timestamp: 8, ssrc: 7 };
  const written = (between: Parameters<typeof writeBetween>[0]) => writeBetween(between, 1, stamp, () => 0.5);
  expect(written({ every: 1, kind: "empty" })).toEqual({
    bytes: Buffer.from("2402000c806000090000000800000007", "hex"),
    isNoise: false,
    packets: 1,
  });
  expect(written({ every: 1, kind: "half", bytes: 1 })).toEqual({ bytes: Buffer.from("2402ea6080", "hex"), isNoise: true, packets: 0 });
  expect(written({ every: 1, kind: "texts", texts: ["a", "b"] }).bytes.toString()).toBe("b");
  expect(written({ every: 1, kind: "stray" }).bytes[1]).toBe(7);
});
