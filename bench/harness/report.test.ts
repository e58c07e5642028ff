import { describe, expect, it } from "vitest";
import { machineOf } from "./machine.ts";
import { reportLine, table } from "./report.ts";
import { rowsOf } from "./row.ts";

const rows = rowsOf("32 streams", "amaliyat", [
  ["cpu_s_per_stream_min", 0.0912345, "s"],
  ["frames_lost", 0, "frames"],
]);

describe("reportLine", () => {
  it("is one line of JSON in the shape that is compared by program", () => {
    const line = reportLine({ bench: "recording", machine: machineOf(0.5), rows });
    expect(line).not.toContain("\n");
    expect(JSON.parse(line)).toEqual({
      bench: "recording",
      machine: {
        cpu: expect.any(String),
        cores: expect.any(Number),
        memGiB: expect.any(Number),
        node: process.versions.node,
        loadAtStart: 0.5,
        loadAtEnd: expect.any(Number),
      },
      rows: [
        { case: "32 streams", subject: "amaliyat", metric: "cpu_s_per_stream_min", value: 0.09123, unit: "s" },
        { case: "32 streams", subject: "amaliyat", metric: "frames_lost", value: 0, unit: "frames" },
      ],
    });
  });

  it("refuses a figure that JSON would turn into null", () => {
    const wrong = rowsOf("x", "amaliyat", [["seek_p95_ms", Number.NaN, "ms"]]);
    expect(() => reportLine({ bench: "seek", machine: machineOf(0), rows: wrong })).toThrow(/seek_p95_ms/u);
  });
});

describe("table", () => {
  it("has a line for each row", () => {
    expect(table(rows).split("\n")).toEqual([
      "32 streams  amaliyat  cpu_s_per_stream_min  0.09123  s",
      "32 streams  amaliyat  frames_lost                 0  frames",
    ]);
  });
});
