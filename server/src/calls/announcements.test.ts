import { emptyAcd, firstSettings, rulesOfLine, step, type Acd, type Line } from "@amaliyat/domain/calls";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryData } from "../testing/test-room.ts";
import { leavingHears, lengthMs, pathsOf, positionsOf, waitingHears } from "./announcements.ts";

const line: Line = { ...firstSettings({ ar: "خط", fr: "ligne", en: "line" }, 2), number: "104", version: 1, closed: false };

describe("what a caller hears who waits", () => {
  it("is the welcome and the place in each language of the line, later the place alone, and in the language that was chosen", () => {
    expect(waitingHears(line, { language: null, position: 3, first: true, key: null })).toEqual([
      "welcome-ar.wav",
      "welcome-fr.wav",
      "position-3-ar.wav",
      "position-3-fr.wav",
    ]);
    expect(waitingHears(line, { language: "fr", position: 12, first: false, key: null })).toEqual(["position-more-fr.wav"]);
    expect(waitingHears(line, { language: "ber", position: 1, first: true, key: null })).toEqual(["welcome-ar.wav", "position-1-ar.wav"]);
  });

  it("is, last of the words, by which key to be called back, and then that it will be so", () => {
    expect(waitingHears(line, { language: "ber", position: 2, first: false, key: "3" })).toEqual([
      "position-2-ar.wav",
      "call-back-3-ar.wav",
    ]);
    expect(waitingHears(line, { language: null, position: 2, first: false, key: "1" }).slice(2)).toEqual([
      "call-back-1-ar.wav",
      "call-back-1-fr.wav",
    ]);
    expect(leavingHears(line, null)).toEqual(["called-back-ar.wav", "called-back-fr.wav"]);
  });

  it("is as long as its files say", async () => {
    await using data = await temporaryData();
    const file = join(data.path, "a.wav");
    const wav = Buffer.alloc(44 + 16_000 * 3);
    wav.write("RIFF", 0);
    wav.writeUInt32LE(16_000, 28);
    await writeFile(file, wav);
    expect(lengthMs(file)).toBe(3_000);
    await writeFile(file, "none");
    expect(lengthMs(file)).toBe(0);
  });

  it("is the room's own file before the one that came with the lines, and music last; what is not there is left out", async () => {
    await using data = await temporaryData();
    const [own, shipped, music] = [join(data.path, "own"), join(data.path, "shipped"), join(data.path, "music.wav")];
    for (const folder of [own, shipped]) await mkdir(folder);
    for (const path of [join(own, "a.wav"), join(shipped, "a.wav"), join(shipped, "b.wav")]) await writeFile(path, "");
    const sounds = { folders: [own, shipped], music };
    expect(pathsOf(sounds, ["a.wav", "b.wav", "c.wav"])).toEqual([join(own, "a.wav"), join(shipped, "b.wav")]);
    await writeFile(music, "");
    expect(pathsOf(sounds, ["c.wav"])).toEqual([music]);
  });
});

it("the place of a call is how many are answered before it", () => {
  const urgent = rulesOfLine({ ...line, number: "17", priority: 1 });
  let acd: Acd = emptyAcd([rulesOfLine(line), urgent]);
  for (const [callId, lineId, since] of [
    ["a", "104", 1],
    ["b", "104", 2],
    ["c", "17", 3],
  ] as const)
    acd = step(acd, { kind: "arrived", call: { callId, lineId, language: null, since } }, since).acd;
  expect([...positionsOf(acd)]).toEqual([
    ["c", 1],
    ["a", 2],
    ["b", 3],
  ]);
});
