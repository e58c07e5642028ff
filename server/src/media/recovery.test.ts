import { describe, expect, test } from "vitest";
import type { Journal } from "./files/journal.ts";
import type { OpenGap } from "./ingest/gap-log.ts";
import { gapsOf } from "./recovery.ts";

const journal = (running: boolean, gap: OpenGap | null): Journal => ({ running, at: 5_000, cameras: new Map([["c", gap]]) });
const told = (known: Journal | null, ended: number | null): string[] =>
  gapsOf("c", known, ended, 9_000).map(({ from, to, cause }) => `${cause} ${from} ${to}`);

describe("gaps after a restart", () => {
  test.each<[string, Journal | null, number | null, string[]]>([
    ["recorded until the crash", journal(true, null), 4_800, ["room_crashed 4800 null"]],
    ["recorded after the journal was written", journal(true, null), 6_000, ["room_crashed 6000 null"]],
    [
      "was lost at the crash",
      journal(true, { from: 3_000, cause: "connection_lost" }),
      3_000,
      ["connection_lost 3000 5000", "room_crashed 5000 null"],
    ],
    [
      "came back after the journal was written",
      journal(true, { from: 3_000, cause: "connection_lost" }),
      5_500,
      ["room_crashed 5500 null"],
    ],
    ["never gave a picture", journal(true, { from: 3_000, cause: "starting" }), null, ["starting 3000 5000", "room_crashed 5000 null"]],
    ["was stopped in order", journal(false, { from: 4_900, cause: "room_stopped" }), 4_900, ["room_stopped 4900 null"]],
    ["is known by its files only", null, 4_000, ["room_crashed 4000 null"]],
    ["is not known at all", null, null, []],
    ["was not recorded any more", { running: true, at: 5_000, cameras: new Map() }, 4_000, []],
    ["has files from a clock ahead", journal(true, null), 20_000, ["room_crashed 9000 null"]],
  ])("a camera that %s", (_name, known, ended, gaps) => {
    expect(told(known, ended)).toEqual(gaps);
  });
});
