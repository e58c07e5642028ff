import * as fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readInit } from "../fmp4/read-init.ts";
import { initSegment } from "../fmp4/init-segment.ts";
import { startMedia } from "../media.ts";
import type { MediaEvent } from "../model.ts";
import { probeCamera } from "../probe.ts";
import { Arena, ArenaPool } from "../rtp/arena.ts";
import { Depacketizer } from "../rtp/depacketizer.ts";
import { parseSdp } from "../rtsp/sdp.ts";
import { Packetizer, type PacketOptions } from "../testing/packets.ts";
import { HEVC_SMALL, hevcSetsOf, storedHevc, type CodedPicture } from "../testing/pictures.ts";
import { readRecording } from "../testing/read-file.ts";
import { TestCamera } from "../testing/rtsp-camera.ts";
import { until } from "../testing/until.ts";
import { HEVC } from "./nal.ts";
import { ParameterSets } from "../decoder-config.ts";
import { HEVC_SETS, hevcCodec } from "./parameter-sets.ts";
import { parseHevcSps } from "./sps.ts";

const sets = hevcSetsOf(HEVC_SMALL);
/** As ffprobe and Bento4 name the profile, level and constraints of the fixture: Main, level 1, progressive, frames only. */
const CODEC = "hvc1.1.6.L30.90";

const described = (name: string, sprop: boolean): string => {
  const [vps = "", sps = "", pps = ""] = sets.map((nal) => nal.toString("base64"));
  const format = sprop ? [`a=fmtp:98 sprop-vps=${vps}; sprop-sps=${sps};sprop-pps=${pps}`] : [];
  return ["v=0", "m=video 0 RTP/AVP 98", `a=rtpmap:98 ${name}/90000`, ...format, "a=control:trackID=0", ""].join("\r\n");
};

describe("parameter sets of H.265", () => {
  test("give size, codec string and record of a stream, once all three are known", () => {
    const [vps, sps, pps] = sets;
    if (vps === undefined || sps === undefined || pps === undefined) throw new Error("the fixture has no parameter sets");
    expect(parseHevcSps(sps)).toMatchObject({ width: 160, height: 112, chroma: 1, depth: [0, 0] });
    expect(new ParameterSets(HEVC_SETS, [vps, sps]).config()).toBeNull();
    const config = new ParameterSets(HEVC_SETS, sets).config();
    expect(config).toMatchObject({ width: 160, height: 112, codec: CODEC });
    const record = config?.record ?? Buffer.alloc(0);
    expect([record[0], (record[21] ?? 0) & 3, record[22]]).toEqual([1, 3, 3]);
    for (const [nth, nal] of sets.entries()) {
      expect(record.includes(nal)).toBe(true);
      expect([0xa0, 0xa1, 0xa2][nth]).toBe(0x80 | HEVC.typeOf(nal[0] ?? 0));
    }
  });

  test("are the same configuration while nothing changes, and another once one does", () => {
    const kept = new ParameterSets(HEVC_SETS, sets);
    const before = kept.config();
    for (const nal of sets) kept.offer(nal);
    expect(kept.config()).toBe(before);
    const other = Buffer.from(sets[2] ?? []);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 0x40;
    kept.offer(other);
    expect(kept.config()).not.toBe(before);
  });

  test("that are broken are none, whatever their bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(32, 33, 34, 1), (bytes, type) => {
        const kept = new ParameterSets(HEVC_SETS);
        kept.offer(Buffer.concat([Buffer.from([type << 1, 1]), bytes]));
        expect(kept.config()).toBeNull();
      }),
    );
  });

  test("of other profiles have the codec string of the standard", () => {
    const main = { space: 0, isHighTier: false, idc: 1, compatibility: 0x6000_0000, constraints: [0xb0, 0, 0, 0, 0, 0], level: 93 };
    expect(hevcCodec(main)).toBe("hvc1.1.6.L93.B0");
    const high = { ...main, space: 1, isHighTier: true, idc: 2, compatibility: 0x2000_0000, constraints: [0, 0, 0, 0, 0, 0], level: 120 };
    expect(hevcCodec(high)).toBe("hvc1.A2.4.H120");
  });

  test("are read again from the init segment of a file", () => {
    const config = new ParameterSets(HEVC_SETS, sets).config();
    if (config === null) throw new Error("no configuration");
    const init = initSegment(config);
    expect(readInit(init)).toEqual({ width: 160, height: 112, codec: CODEC });
    expect(init.includes("hvc1")).toBe(true);
    for (let cut = 0; cut < init.length; cut += 7) expect(() => readInit(init.subarray(0, cut))).not.toThrow();
  });
});

describe("packets of H.265", () => {
  /** Pictures that come out of packets, with their keys, and what was lost. */
  function run(options: PacketOptions, leaveOut: (nth: number) => boolean = () => false, pictures: readonly CodedPicture[] = HEVC_SMALL) {
    const got: { bytes: Buffer; key: boolean }[] = [];
    const lost: number[] = [];
    const arena = new Arena(new ArenaPool());
    const kept = new ParameterSets(HEVC_SETS);
    const depacketizer: Depacketizer = new Depacketizer(96, HEVC, arena, kept, {
      accessUnit: ({ from, to, key }) => got.push({ bytes: Buffer.from(arena.buffer.subarray(from, to)), key }),
      interrupted: (packets) => lost.push(packets),
    });
    const packetizer = new Packetizer({ ...options, isHevc: true });
    const packets = pictures.flatMap((picture, nth) => packetizer.packets(picture, 1_000 + nth * 3600));
    for (const [nth, packet] of packets.entries()) if (!leaveOut(nth)) depacketizer.rtp(packet, 0, packet.length);
    return { got, lost, kept, packets, malformed: depacketizer.malformed };
  }

  test.each([
    ["parts", { mtu: 120 }],
    ["units together", { mtu: 1_400, aggregate: true }],
    ["one unit each", { mtu: 60_000 }],
  ])("in %s are the pictures that were sent", (_name, options) => {
    const { got, lost, kept, malformed } = run(options);
    expect(got.map(({ bytes }) => bytes)).toEqual(HEVC_SMALL.slice(0, got.length).map(storedHevc));
    expect(got.length).toBeGreaterThanOrEqual(47);
    expect(got.flatMap(({ key }, nth) => (key ? [nth] : []))).toEqual([0, 10, 22, 34, 46]);
    expect([lost, malformed]).toEqual([[], 0]);
    expect(kept.config()).toMatchObject({ codec: CODEC });
  });

  test("hold no unit of a reserved type: the pictures are those without them", () => {
    const without = run({ mtu: 120 });
    // Table 7-1: RSV_VCL_N10 to RSV_VCL_R15, RSV_IRAP_VCL22 to RSV_VCL31, and the non-VCL ones.
    for (const type of [10, 11, 12, 13, 14, 15, ...Array.from({ length: 10 }, (_, nth) => 22 + nth), 41, 47]) {
      const reserved = Buffer.from([type << 1, 1, 0x50, 1, 2, 3]);
      for (const place of [(units: CodedPicture) => [reserved, ...units], (units: CodedPicture) => [...units, reserved]]) {
        const { got, lost } = run({ mtu: 120 }, undefined, HEVC_SMALL.map(place));
        expect([type, got, lost]).toEqual([type, without.got, []]);
      }
    }
  });

  test("hold no unit of another layer: neither its slices nor its parameter sets are taken", () => {
    const without = run({ mtu: 120 });
    for (const [first, second] of [
      [0, 0x09],
      [1, 0x01],
    ] as const) {
      const layered = (nal: Buffer): Buffer => Buffer.from([(nal[0] ?? 0) | first, second, ...nal.subarray(2)]);
      const other = hevcSetsOf(HEVC_SMALL).map((nal) => {
        const changed = layered(nal);
        changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 0x40;
        return changed;
      });
      const { got, lost, kept } = run(
        { mtu: 120 },
        undefined,
        HEVC_SMALL.map((units) => [...other, ...units, ...units.map(layered)]),
      );
      expect([got, lost]).toEqual([without.got, []]);
      expect(kept.config()?.record).toEqual(without.kept.config()?.record);
      const described = new ParameterSets(HEVC_SETS, [...sets, ...other]);
      expect(described.config()?.record).toEqual(without.kept.config()?.record);
    }
  });

  test("after a loss go on with the next key frame", () => {
    const lossAt = 30;
    const { got, lost } = run({ mtu: 120 }, (nth) => nth === lossAt);
    expect(lost).toEqual([1]);
    const names = new Set(HEVC_SMALL.map((picture) => storedHevc(picture).toString("hex")));
    expect(got.every(({ bytes }) => names.has(bytes.toString("hex")))).toBe(true);
    expect(got.length).toBeGreaterThanOrEqual(35);
    expect(got.length).toBeLessThan(48);
  });

  /** Places of the leading pictures that need a picture before their key frame (RASL, types 8 and 9). */
  const leading = HEVC_SMALL.flatMap((picture, nth) => (picture.some((nal) => [8, 9].includes(HEVC.typeOf(nal[0] ?? 0))) ? [nth] : []));
  const placesOf = (got: readonly { readonly bytes: Buffer }[], all: readonly CodedPicture[]): number[] =>
    got.map(({ bytes }) => all.findIndex((picture) => storedHevc(picture).equals(bytes)));

  test("that decoding begins with have no leading pictures that need one before: at the begin, and after a loss", () => {
    expect(leading).toEqual([11, 12, 23, 24, 35, 36, 47]);
    const late = HEVC_SMALL.slice(5);
    const begun = run({ mtu: 60_000 }, undefined, late);
    expect(placesOf(begun.got, late).slice(0, 4)).toEqual([5, 8, 9, 10]);
    expect(begun.lost).toEqual([]);
    // 4 packets of each key frame: the picture 15 is in packet 21.
    const { got, lost } = run({ mtu: 60_000 }, (nth) => nth === 21);
    expect(lost).toEqual([1]);
    const places = placesOf(got, HEVC_SMALL);
    expect(places).toEqual(
      Array.from({ length: got.length + 9 }, (_, nth) => nth).filter((nth) => nth < 15 || (nth > 21 && nth !== 23 && nth !== 24)),
    );
    // Those of the next key frame can be decoded.
    expect(places).toContain(35);
  });

  test("behind a broken link (BLA) have none either, wherever it stands", () => {
    const broken = HEVC_SMALL.map((picture, nth) =>
      nth === 22 ? picture.map((nal) => (HEVC.typeOf(nal[0] ?? 0) === 21 ? Buffer.from([16 << 1, ...nal.subarray(1)]) : nal)) : picture,
    );
    const { got, lost } = run({ mtu: 120 }, undefined, broken);
    expect(lost).toEqual([]);
    const places = placesOf(got, broken);
    expect([places.includes(11), places.includes(22), places.includes(23), places.includes(24), places.includes(25)]).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test("of any bytes break nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 0, maxLength: 40 }), { maxLength: 30 }), (payloads) => {
        const arena = new Arena(new ArenaPool());
        const depacketizer = new Depacketizer(96, HEVC, arena, new ParameterSets(HEVC_SETS), {
          accessUnit: () => undefined,
          interrupted: () => undefined,
        });
        for (const [nth, payload] of payloads.entries()) {
          const packet = Buffer.concat([Buffer.from([0x80, 96, 0, nth, 0, 0, 0, nth >> 2, 0, 0, 0, 1]), payload]);
          depacketizer.rtp(packet, 0, packet.length);
        }
        depacketizer.flush();
      }),
    );
  });
});

test.each(["H265", "hevc"])("a description of %s is read with its parameter sets", (name) => {
  expect(parseSdp(described(name, true))?.video).toMatchObject({ codec: "h265", payloadType: 98, parameterSets: sets });
  expect(parseSdp(described(name, false))?.video).toMatchObject({ codec: "h265", parameterSets: [] });
  expect(parseSdp(described(name, true).replace("sprop-vps", "sprop-max-don-diff=2;sprop-vps"))?.video).toBeNull();
});

describe("a camera of H.265", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "amaliyat-hevc-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const camera = async (): Promise<TestCamera> => {
    const sdp = described("H265", false).replaceAll("98", "96");
    const started = await TestCamera.start({ sdp, packets: { mtu: 900, isHevc: true } });
    started.pictures = HEVC_SMALL;
    return started;
  };

  test("is recorded as it sends, and seen live", { timeout: 60_000 }, async () => {
    await using from = await camera();
    const events: MediaEvent[] = [];
    const media = await startMedia({
      root,
      workers: 1,
      now: Date.now,
      onEvent: (event) => events.push(event),
      tuning: { segmentMs: 2_000 },
    });
    media.setCameras([{ cameraId: "cam", main: from.address, sub: null, credentials: null, record: true }]);
    const codecs: string[] = [];
    media.subscribe("cam", "main", { onMessage: (message) => message.kind === "config" && codecs.push(message.codec) });
    const closed = () => events.flatMap((event) => (event.kind === "segment-closed" ? [event] : []));
    await until(() => closed().length >= 2);
    await media[Symbol.asyncDispose]();
    expect(codecs).toEqual([CODEC]);
    const names = HEVC_SMALL.map((picture) => storedHevc(picture).toString("hex"));
    const files = closed().map(({ path, frames, codec, width }) => {
      expect([codec, width]).toEqual([CODEC, 160]);
      const { key, pictures } = readRecording(join(root, path));
      expect([key, pictures.length]).toEqual([true, frames]);
      expect(readInit(readFileSync(join(root, path)))).toMatchObject({ codec: CODEC, height: 112 });
      return pictures.map((bytes) => names.indexOf(bytes.toString("hex")));
    });
    // A file that begins with an open key frame begins with a copy of it: its leading pictures stand at the end of the file before.
    const stored = files.flatMap((places, nth) =>
      nth > 0 && files[nth - 1]?.includes(places[0] ?? -1) === true ? places.slice(1) : places,
    );
    expect(stored).toEqual(stored.map((_, nth) => nth % 48));
  });

  test.each([
    ["first", "96 97"],
    ["last", "97 96"],
  ])("is read if H.265 is the %s of two formats in one track", async (_name, types) => {
    const sdp = `v=0\r\nm=video 0 RTP/AVP ${types}\r\na=rtpmap:96 H265/90000\r\na=rtpmap:97 H264/90000\r\n`;
    await using from = await TestCamera.start({ sdp, packets: { mtu: 900, isHevc: true } });
    from.pictures = HEVC_SMALL;
    expect(await probeCamera({ address: from.address, credentials: null })).toMatchObject({
      ok: true,
      value: { codec: CODEC, width: 160, height: 112 },
    });
  });

  test("is probed with its codec and size", async () => {
    await using from = await camera();
    expect(await probeCamera({ address: from.address, credentials: null })).toMatchObject({
      ok: true,
      value: { codec: CODEC, width: 160, height: 112 },
    });
  });
});
