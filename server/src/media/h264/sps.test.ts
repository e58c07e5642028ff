import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OTHER, SMALL, parameterSetsOf } from "../testing/pictures.ts";
import { ParameterSets } from "../decoder-config.ts";
import { AVC_SETS } from "./parameter-sets.ts";
import { parseSps } from "./sps.ts";

const [spsSmall = Buffer.alloc(0), ppsSmall = Buffer.alloc(0)] = parameterSetsOf(SMALL);
const [spsOther = Buffer.alloc(0), ppsOther = Buffer.alloc(0)] = parameterSetsOf(OTHER);

describe("sequence parameters", () => {
  // Sizes by ffprobe.
  test("of our fixtures", () => {
    expect(parseSps(spsSmall)).toMatchObject({ id: 0, width: 160, height: 112, framesPerSecond: 25, samples: null });
    expect(parseSps(spsOther)).toMatchObject({ width: 128, height: 96, samples: [1, 0, 0] });
  });

  // 1920x1080 needs cropping: 1088 rows are coded.
  test.each([
    ["Z2QAKKwa0A8ARPywDwiEag==", 1920, 1080],
    ["Z2QAM6zoAoALWQ==", 2560, 1440],
    ["Z00AH5WoFAFuQA==", 1280, 720],
    ["Z0LAHtkDxWhAAAADAEAAAAwDxYuS", 240, 160],
  ])("%s is %d x %d", (base64, width, height) => {
    expect(parseSps(Buffer.from(base64, "base64"))).toMatchObject({ width, height });
  });

  test("broken ones are null, never an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const sps = parseSps(Buffer.concat([Buffer.from([0x67, 100, 0, 40]), Buffer.from(bytes)]));
        if (sps) expect(sps.width).toBeLessThanOrEqual(16_384);
      }),
    );
    expect(parseSps(spsSmall.subarray(0, 6))).toBeNull();
  });
});

describe("parameter sets", () => {
  test("give a configuration once both kinds are there, and the same one while nothing changes", () => {
    const sets = new ParameterSets(AVC_SETS, [spsSmall]);
    expect(sets.config()).toBeNull();
    sets.offer(ppsSmall);
    const config = sets.config();
    expect(config?.codec).toBe(`avc1.${spsSmall.toString("hex", 1, 4)}`);
    expect(config?.record.subarray(6, 8).readUInt16BE()).toBe(spsSmall.length);
    sets.offer(Buffer.from(spsSmall));
    sets.offer(Buffer.from(ppsSmall));
    expect(sets.config()).toBe(config);
  });

  test("a new one replaces the old one of its number", () => {
    const sets = new ParameterSets(AVC_SETS, [spsSmall, ppsSmall]);
    sets.offer(spsOther);
    sets.offer(ppsOther);
    expect(sets.config()).toMatchObject({ width: 128, height: 96, codec: "avc1.64000b" });
  });

  test("oversized and broken ones are ignored", () => {
    const sets = new ParameterSets(AVC_SETS, [spsSmall, ppsSmall]);
    const config = sets.config();
    sets.offer(Buffer.concat([spsOther, Buffer.alloc(5000, 1)]));
    sets.offer(Buffer.from([0x67, 1]));
    sets.offer(Buffer.from([0x67, 0, 0, 0, 0, 0, 0, 0]));
    expect(sets.config()).toBe(config);
  });
});
