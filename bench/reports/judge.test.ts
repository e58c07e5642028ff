import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { judge, type Kept } from "./judge.ts";
import { marked } from "./pictures.ts";
import type { Sent } from "./sender.ts";

const sent = (nth: number, reference: string | null = `R-${nth}`): Sent => ({
  reference,
  acceptedMs: nth * 10,
  why: null,
  files: [{ fileId: `f${nth}`, sha256: "", whole: true, keptMs: nth * 20 }],
});
const kept = (more: Partial<Kept> = {}): Kept => ({
  references: new Set(["R-1", "R-2"]),
  files: new Map([
    ["f1", "ready"],
    ["f2", "arrived"],
  ]),
  arrivals: new Map([
    ["f1", 1],
    ["f2", 1],
  ]),
  ...more,
});

describe("what was sent", () => {
  it("is all there", () => {
    expect(judge([sent(1), sent(2)], kept())).toMatchObject({
      reportsLost: 0,
      reportsDouble: 0,
      filesLost: 0,
      filesDouble: 0,
      acceptedP95Ms: 20,
      fileP50Ms: 20,
      fileMaxMs: 40,
    });
  });

  it("is lost where it got no answer, or does not lie there, or came in part", () => {
    expect(judge([sent(1), sent(2, null)], kept()).reportsLost).toBe(1);
    expect(judge([sent(1), sent(2)], kept({ references: new Set(["R-1"]) })).reportsLost).toBe(1);
    expect(judge([sent(1), sent(2)], kept({ files: new Map([["f1", "arriving"]]) })).filesLost).toBe(2);
    expect(judge([sent(1), sent(2)], kept({ arrivals: new Map([["f1", 1]]) })).filesLost).toBe(1);
  });

  it("is double where more lies there, or a file came twice", () => {
    expect(judge([sent(1)], kept()).reportsDouble).toBe(1);
    expect(
      judge(
        [sent(1), sent(2)],
        kept({
          arrivals: new Map([
            ["f1", 2],
            ["f2", 1],
          ]),
        }),
      ).filesDouble,
    ).toBe(1);
  });
});

it("a marked picture is another file with the same picture in it", () => {
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xdb, 1, 2, 3, 0xff, 0xd9]);
  const hashes = ["a", "b"].map((mark) => createHash("sha256").update(marked(picture, mark)).digest("hex"));
  expect(hashes[0]).not.toBe(hashes[1]);
  const long = marked(picture, "mark", 200_000);
  expect(long.length).toBe(picture.length + 200_000 + 4 * 4);
  // Each comment says how long it is, and behind the last the picture goes on.
  let at = 2;
  while (long.readUInt16BE(at) === 0xfffe) at += 2 + long.readUInt16BE(at + 2);
  expect(long.subarray(at)).toEqual(picture.subarray(2));
});
