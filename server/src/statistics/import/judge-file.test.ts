import { IMPORT_COLUMNS } from "@amaliyat/domain/statistics";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, it } from "vitest";
import { encodingOf, judgeFile, type JudgeOptions } from "./judge-file.ts";
import type { GoodRow } from "./judged.ts";

const options: JudgeOptions = { kind: "calls", source: null, sectors: [], at: Date.UTC(2026, 0, 1) };
const head = `${IMPORT_COLUMNS.calls.join(",")}\n`;
async function* pieces(text: string, size = 262_144): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield Uint8Array.from(bytes.subarray(at, at + size));
}
const row = (nth: number) =>
  `2023-01-01T00:00:00.${String(nth % 1000).padStart(3, "0")}Z,17,HLP,,${nth % 80_000},${Math.floor(nth / 80_000)}\n`;

it("judges rows in batches that can be asked for again, wherever the pieces are cut", async () => {
  const file = `${head}${Array.from({ length: 1_100 }, (_, nth) => row(nth)).join("")}2023-01-01T00:00:00Z,17,«ش»,,,\n`;
  await using judged = await judgeFile(options, pieces(file, 97), () => Promise.resolve());
  expect(judged).toMatchObject({ rows: 1_101, refused: 1, goods: 5, refusals: 1 });
  const batches: (readonly GoodRow[])[] = [];
  for (let nth = 0; nth < judged.goods; nth++) batches.push(await judged.good(nth));
  expect(batches.flat().map(({ line }) => line)).toEqual(Array.from({ length: 1_100 }, (_, nth) => nth + 2));
  expect(await judged.good(0)).toEqual(batches[0]);
  expect(await judged.refusal(0)).toMatchObject([{ problems: [{ line: 1_102, column: "nature", code: "import.unknown_nature" }] }]);
});

it("rows of which one could be the other lie in different batches", async () => {
  const numbered = `${IMPORT_COLUMNS.calls.join(",")},source_number\n`;
  const call = "2023-01-01T00:00:00Z,17,HLP,,,";
  const file = `${numbered}${call},1\n${call},2\n${call},1\n${call},\n`;
  await using judged = await judgeFile({ ...options, source: "s" }, pieces(file), () => Promise.resolve());
  const batches: number[] = [];
  for (let nth = 0; nth < judged.goods; nth++) batches.push((await judged.good(nth)).length);
  expect(batches).toEqual([2, 1, 1]);
});

it("what is told of its progress may end it", async () => {
  const file = `${head}${Array.from({ length: 30_000 }, (_, nth) => row(nth)).join("")}`;
  await expect(judgeFile(options, pieces(file), () => Promise.reject(new Error("cancelled")))).rejects.toThrow("cancelled");
});

it("a thread that dies is an error of the import, and nothing hangs", async () => {
  const file = `${head}${Array.from({ length: 200_000 }, (_, nth) => row(nth)).join("")}`;
  await expect(judgeFile({ ...options, heapMb: 8 }, pieces(file), () => Promise.resolve())).rejects.toThrow(/memory|ended/u);
});

it("the event loop waits for none of it", async () => {
  const file = `${head}${Array.from({ length: 30_000 }, (_, nth) => row(nth)).join("")}${`${",".repeat(400_000)}\n`.repeat(3)}`;
  const parts = await Array.fromAsync(pieces(file));
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begun = performance.now();
  await using judged = await judgeFile(
    options,
    (async function* () {
      yield* parts;
    })(),
    () => Promise.resolve(),
  );
  const tookMs = performance.now() - begun;
  delay.disable();
  expect(judged).toMatchObject({ rows: 30_003, refused: 3 });
  // Judged in the event loop, the loop would wait for nearly all of it; beside a thread it waits for the machine alone.
  expect(delay.max / 1e6).toBeLessThan(tookMs / 3);
});

it("an encoding that is none of ours is named, and where it begins", async () => {
  expect(await encodingOf(Buffer.from(`${head}x`))).toEqual({ ok: true, value: { skip: 0 } });
  expect(await encodingOf(Buffer.from([0x61, 0x80, 0x81, 0x82]))).toEqual({
    ok: false,
    error: { code: "import.not_utf8", params: { byte: 1 } },
  });
  expect(await encodingOf(Buffer.alloc(0))).toEqual({ ok: false, error: { code: "import.empty_file" } });
});
