import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvCell, csvLine, CsvReader, detectEncoding, invalidUtf8At, isFormula, LONGEST_RECORD, parseCsv } from "../index.ts";

const cells = (text: string): (readonly string[])[] => parseCsv(text).map((record) => record.cells);
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const utf8 = (text: string): Uint8Array =>
  Uint8Array.from(
    encodeURIComponent(text)
      .match(/%..|./g)
      ?.map((part) => (part.startsWith("%") ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0))) ?? [],
  );
const code = (given: Uint8Array, complete = true): string => {
  const detected = detectEncoding(given, complete);
  return detected.ok ? "utf8" : detected.error.code;
};

describe("reading", () => {
  test("quotes, commas and line breaks within quotes, CRLF and LF, no last line break", () => {
    expect(cells('a,b\r\n"1,2","3 ""x"""\n"l1\nl2",\n,')).toEqual([
      ["a", "b"],
      ["1,2", '3 "x"'],
      ["l1\nl2", ""],
      ["", ""],
    ]);
  });

  test("lines are counted as an editor counts them; empty ones are skipped", () => {
    expect(parseCsv('a\n\n"b\nc"\r\n\r\nd').map((record) => record.line)).toEqual([1, 3, 6]);
  });

  test("a byte-order mark is no letter", () => {
    expect(cells("\ufeffa,b")).toEqual([["a", "b"]]);
    expect(cells("")).toEqual([]);
  });

  test("a quote that never closes, or closes too early, costs its own line only", () => {
    const records = parseCsv('a,"b\nc,d\ne,f');
    expect(records.map((record) => [record.line, record.malformed])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
    expect(parseCsv('"a"b,c\nd,e')).toEqual([
      { line: 1, cells: ['"a"b,c'], malformed: true },
      { line: 2, cells: ["d", "e"], malformed: false },
    ]);
  });

  test("an endless quote does not gather the whole file in memory", () => {
    const reader = new CsvReader();
    const first = reader.push(`a,"${"x\n".repeat(LONGEST_RECORD / 2 + 10)}`);
    expect(first[0]).toMatchObject({ line: 1, malformed: true });
    expect(first.length).toBeGreaterThan(1000);
  });

  test("a record that is too long costs its own line only, and is not kept whole", () => {
    const records = parseCsv(`${",".repeat(LONGEST_RECORD + 5)}\na,b`);
    expect(records.map(({ line, malformed }) => [line, malformed])).toEqual([
      [1, true],
      [2, false],
    ]);
    const endless = parseCsv(`a\n"${"x".repeat(2 * LONGEST_RECORD)}`);
    expect(endless.map(({ line, malformed }) => [line, malformed])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(endless[1]?.cells.join("").length).toBeLessThanOrEqual(LONGEST_RECORD + 1);
  });

  test("lines behind a broken row that began some lines before keep their numbers", () => {
    expect(parseCsv('"a\nb","17"x,c\nd\ne').map((record) => record.line)).toEqual([1, 3, 4]);
  });

  const piece = fc.constantFrom("a", "ب", '"', '""', ",", "\n", "\r\n", "\r", '"x,y"', '"u\nv"');
  const looked = (text: string, pieceSize: number): number => {
    const reader = new CsvReader();
    for (let at = 0; at < text.length; at += pieceSize) reader.push(text.slice(at, at + pieceSize));
    reader.end();
    return reader.looked;
  };

  test("no character is looked at more than twice, whatever the text and its pieces", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (pieces, size) => {
        const text = pieces.join("");
        expect(looked(text, size)).toBeLessThanOrEqual(2 * text.length);
      }),
    );
  });

  test.each([
    ["commas alone", (size: number) => ",".repeat(size)],
    ["a line without commas", (size: number) => "x\n".repeat(size)],
    ["quotes that never close", (size: number) => 'a,"b\n'.repeat(size)],
    ["quotes with text behind them", (size: number) => '"a\n"b\n'.repeat(size)],
    ["doubled quotes", (size: number) => '"'.repeat(size)],
    ["empty quoted cells", (size: number) => '"",'.repeat(size)],
  ])("twice the text is at most twice the work: %s", (_, make) => {
    const [one, two] = [looked(make(20_000), 4_096), looked(make(40_000), 4_096)];
    expect(one).toBeGreaterThanOrEqual(20_000);
    expect(two / one).toBeLessThanOrEqual(2.1);
  });

  test("it does not matter where the pieces are cut", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(60), { maxLength: 8 }), (pieces, cuts) => {
        const text = pieces.join("");
        const reader = new CsvReader();
        const ends = [...cuts.toSorted((a, b) => a - b), text.length];
        const read = ends.flatMap((end, i) => reader.push(text.slice(Math.min(ends[i - 1] ?? 0, text.length), end)));
        expect([...read, ...reader.end()]).toEqual(parseCsv(text));
      }),
    );
  });
});

describe("writing", () => {
  test("what would run as a formula is text; numbers stay numbers", () => {
    expect(["=1+1", "+2", "-3", "@x", "\tx", "＝1"].map(csvCell)).toEqual(["'=1+1", "'+2", "'-3", "'@x", "'\tx", "'＝1"]);
    expect([-5.3, 0, Number.NaN, null].map(csvCell)).toEqual(["-5.3", "0", "", ""]);
    expect(csvCell('=cmd|"/c"!A1')).toBe(`"'=cmd|""/c""!A1"`);
    expect(csvLine(["a", 1, null, "b,c"])).toBe('a,1,,"b,c"\r\n');
  });

  test("what is written is read back, but for the apostrophe before formulas", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 4 })), (rows) => {
        const read = cells(rows.map(csvLine).join(""));
        expect(read).toEqual(rows.map((row) => row.map((cell) => (isFormula(cell) ? `'${cell}` : cell))));
        for (const cell of read.flat()) expect(isFormula(cell)).toBe(false);
      }),
    );
  });
});

describe("encoding", () => {
  test("UTF-8 with and without its mark", () => {
    expect(detectEncoding(utf8("شرطة,ورقلة"))).toEqual({ ok: true, value: { skip: 0 } });
    expect(detectEncoding(utf8("\ufeffشرطة"))).toEqual({ ok: true, value: { skip: 3 } });
  });

  test("others are refused by name", () => {
    expect(code(bytes())).toBe("import.empty_file");
    expect(code(bytes(0xff, 0xfe, 0x61, 0))).toBe("import.utf16");
    expect(code(bytes(0xfe, 0xff, 0, 0x61))).toBe("import.utf16");
    expect(code(bytes(0x61, 0, 0x62, 0))).toBe("import.utf16");
    expect(code(bytes(0x50, 0x4b, 3, 4, 20))).toBe("import.spreadsheet");
    // «شرطة» in Windows-1256
    expect(code(bytes(0x61, 0x2c, 0xd4, 0xd1, 0xd8, 0xc9, 0x0a))).toBe("import.windows_1256");
    expect(detectEncoding(bytes(0x61, 0x80, 0x81, 0x82))).toEqual({ ok: false, error: { code: "import.not_utf8", params: { byte: 1 } } });
  });

  test("overlong forms, surrogates, what lies beyond Unicode, and cut characters", () => {
    for (const wrong of [[0xc0, 0xaf], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf8, 0x88], [0xd8]])
      expect(invalidUtf8At(bytes(0x61, ...wrong))).toBe(1);
    expect(invalidUtf8At(bytes(0x61, 0xd8), false)).toBe(-1);
    expect(invalidUtf8At(bytes(0x61, 0xe0, 0x80), false)).toBe(1);
  });

  test("accepts all that is UTF-8", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => invalidUtf8At(utf8(text)) === -1));
  });
});
