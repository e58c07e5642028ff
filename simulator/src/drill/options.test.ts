import { describe, expect, it } from "vitest";
import { UsageError } from "../options.ts";
import { readDrill } from "./options.ts";

const API = ["--api", "https://room.example/"];

describe("the options of the drill", () => {
  it("need an address, and a crew with its password from the environment", () => {
    expect(readDrill([], "secret")).toBeNull();
    expect(readDrill([...API, "--help"], "secret")).toBeNull();
    expect(readDrill([...API, "--crew", "unit1"], "secret")).toMatchObject({
      api: "https://room.example/",
      crew: { username: "unit1", password: "secret" },
      place: null,
      sceneMs: 15_000,
      withinMs: 900_000,
      trunk: null,
    });
    expect(() => readDrill([...API, "--crew", "unit1"], undefined)).toThrow("AMALIYAT_CREW_PASSWORD");
  });

  it("need a place where no crew reads that of the room", () => {
    expect(() => readDrill(API, undefined)).toThrow("--place");
    expect(readDrill([...API, "--place", "31.95,5.33"], undefined)).toMatchObject({ crew: null, place: { lat: 31.95, lon: 5.33 } });
  });

  it.each([
    [["--api", "room"], "--api"],
    [[...API, "--place", "31.95"], "--place"],
    [[...API, "--place", "91,5"], "--place"],
    [[...API, "--place", "31,5,2"], "--place"],
    [[...API, "--place", "31,5", "--scene", "0"], "--scene"],
    [[...API, "--place", "31,5", "--minutes", "x"], "--minutes"],
    [[...API, "--place", "31,5", "--trunk", "room:5060"], "--trunk"],
    [[...API, "--place", "31,5", "--trunk", "127.0.0.1:0"], "--trunk"],
    [[...API, "--place", "31,5", "--trunk", "127.0.0.1:5060", "--line", "a"], "--line"],
    [[...API, "--plaice", "31,5"], "--plaice"],
  ])("refuse %j in one line", (args, said) => {
    expect(() => readDrill(args, undefined)).toThrow(UsageError);
    expect(() => readDrill(args, undefined)).toThrow(said);
  });

  it("name the line that is called, 17 by default", () => {
    expect(readDrill([...API, "--place", "31,5", "--trunk", "10.0.0.2:5060", "--from", "10.0.0.9"], undefined)?.trunk).toEqual({
      host: "10.0.0.2",
      port: 5060,
      line: "17",
      from: "10.0.0.9",
    });
  });
});
