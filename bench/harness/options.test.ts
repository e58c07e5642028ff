import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("readOptions", () => {
  it("leaves to each bench what was not said", () => {
    const nothing = { quick: false, out: null, streams: null, parts: null, minutes: null, workers: null, kills: null };
    expect(readOptions([])).toEqual({ name: null, options: nothing });
    expect(readOptions(["seek"])).toEqual({ name: "seek", options: nothing });
  });

  it("reads lists and files", () => {
    const { name, options } = readOptions(["recording", "--quick", "--streams", "1,8,32", "--out", "x.json", "--part", "events,memory"]);
    expect(name).toBe("recording");
    expect(options).toMatchObject({ quick: true, streams: [1, 8, 32], out: "x.json", parts: ["events", "memory"] });
  });

  it("refuses what it does not understand", () => {
    expect(() => readOptions(["recording", "--streams", "8,many"])).toThrow(/many/u);
    expect(() => readOptions(["recording", "--minutes", "0"])).toThrow(/minutes/u);
    expect(() => readOptions(["recording", "seek"])).toThrow(/one bench/u);
    expect(() => readOptions(["recording", "--fast"])).toThrow(/fast/u);
  });
});
