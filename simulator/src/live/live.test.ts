import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startCameras } from "../rtsp/server.ts";
import { openScenes } from "../scenes.ts";
import { hasFfmpeg, run } from "../testing/ffmpeg.ts";
import { testLoop } from "../testing/loop.ts";
import { CODE_BITS, codeAge, readCode, writeCode } from "./code-bar.ts";
import { encodeCountedLoop } from "./counted.ts";
import { FlvInbox } from "./flv.ts";
import { startLiveSource } from "./source.ts";

const LOGIN = { username: "room", password: "reads pictures" };
const withLogin = (url: string, password = LOGIN.password): string =>
  url.replace("rtsp://", `rtsp://${LOGIN.username}:${encodeURIComponent(password)}@`);

test("a number burned into a picture is read back, also through noise", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** CODE_BITS - 1 }), fc.constantFrom([640, 360], [1920, 1080]), (value, size) => {
      const [width = 0, height = 0] = size;
      const frame = Buffer.alloc((width * height * 3) / 2, 90);
      writeCode(frame, width, height, value);
      expect(readCode(width, (x, y) => (frame[y * width + x] ?? 0) + ((x * 7 + y) % 60) - 30)).toBe(value);
    }),
    { numRuns: 60 },
  );
});

test("the age of a burned-in clock is right although the clock needs 41 bits", () => {
  const now = Date.UTC(2026, 3, 18);
  expect(codeAge(now, (now - 42) % 2 ** CODE_BITS)).toBe(42);
  expect(codeAge(now, (now + 7) % 2 ** CODE_BITS)).toBe(-7);
});

const tag = (body: Buffer): Buffer => {
  const head = Buffer.alloc(11);
  head[0] = 9;
  head.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([head, body, Buffer.alloc(4)]);
};
const size = (nal: Buffer, width: number): Buffer => {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntBE(nal.length, 0, width);
  return bytes;
};

test("pictures come out of an FLV stream whole, however it is cut", () => {
  const loop = testLoop({ frames: 6, bytes: 50, keyEvery: 3 });
  const { sps, pps } = loop.sets;
  const config = Buffer.concat([
    Buffer.from([1]),
    sps.subarray(1, 4),
    Buffer.from([0xff, 0xe1]),
    size(sps, 2),
    sps,
    Buffer.from([1]),
    size(pps, 2),
    pps,
  ]);
  const pictures = loop.units.map((unit) =>
    tag(Buffer.concat([Buffer.from([unit.key ? 0x17 : 0x27, 1, 0, 0, 0]), ...unit.nals.flatMap((nal) => [size(nal, 4), nal])])),
  );
  const stream = Buffer.concat([Buffer.alloc(13), tag(Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), config])), ...pictures]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), (step) => {
      const inbox = new FlvInbox();
      const out = [];
      for (let at = 0; at < stream.length; at += step) out.push(...inbox.parse(stream.subarray(at, at + step)));
      expect(out.map(({ nals, key }) => ({ nals: nals.map((nal) => nal.toString("hex")), key }))).toEqual(
        loop.units.map(({ nals, key }) => ({ nals: nals.map((nal) => nal.toString("hex")), key })),
      );
    }),
    { numRuns: 50 },
  );
});

describe.skipIf(!hasFfmpeg)("with ffmpeg", () => {
  test("counted material carries each number once, in order", async () => {
    const counted = await encodeCountedLoop({ frames: 60 });
    expect(counted).toMatchObject({ width: 640, height: 360, framesPerSecond: 25 });
    expect(counted.units.map((unit) => unit.key)).toEqual(Array.from({ length: 60 }, (_, i) => i % 50 === 0));
    await using server = await startCameras({
      port: 0,
      cameras: [{ path: "c", ...LOGIN, main: counted, sub: counted, startsAtKey: true }],
    });
    const picture = ["-frames:v", "20", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray", "-"];
    const { out } = await run("ffmpeg", [
      "-v",
      "error",
      "-analyzeduration",
      "1000000",
      "-rtsp_transport",
      "tcp",
      "-i",
      withLogin(server.url("c")),
      ...picture,
    ]);
    const numbers = Array.from({ length: 20 }, (_, i) => readCode(640, (x, y) => out[(i * 360 + y) * 640 + x] ?? 0));
    expect(numbers.slice(1).map((number, i) => (number - (numbers[i] ?? 0) + 60) % 60)).toEqual(Array.from({ length: 19 }, () => 1));
  });

  test("a live source shows the clock of the moment", async () => {
    const begun = Date.now();
    const live = await startLiveSource({ width: 640, height: 360, kbitPerSecond: 800 });
    await using server = await startCameras({ port: 0, cameras: [{ path: "l", ...LOGIN, main: live, sub: live, startsAtKey: true }] });
    const picture = ["-frames:v", "5", "-f", "rawvideo", "-pix_fmt", "gray", "-"];
    const { out } = await run("ffmpeg", [
      "-v",
      "error",
      "-analyzeduration",
      "1000000",
      "-rtsp_transport",
      "tcp",
      "-i",
      withLogin(server.url("l")),
      ...picture,
    ]);
    await live.stop();
    const code = readCode(640, (x, y) => out[y * 640 + x] ?? 0);
    const age = codeAge(Date.now(), code);
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThanOrEqual(Date.now() - begun);
  });

  test.each(["tcp", "udp"])("a scene is read over %s, and a wrong password is answered with 401", async (transport) => {
    const { main, sub } = (await openScenes())("junction");
    await using server = await startCameras({ port: 0, cameras: [{ path: "K-031", ...LOGIN, main, sub, startsAtKey: true }] });
    const probe = (url: string): ReturnType<typeof run> =>
      run("ffprobe", [
        "-v",
        "error",
        "-analyzeduration",
        "1000000",
        "-rtsp_transport",
        transport,
        "-show_entries",
        "stream=codec_name,profile,width,height,avg_frame_rate",
        "-of",
        "csv=p=0",
        url,
      ]);
    expect((await probe(withLogin(server.url("K-031", "sub")))).out.toString("utf8").trim()).toBe("h264,Main,640,360,25/1");
    expect((await probe(withLogin(server.url("K-031", "sub"), "wrong"))).err).toContain("401 Unauthorized");
  });
});
