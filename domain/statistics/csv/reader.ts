/** One record of a CSV file. `line` is the line of the file, from 1, on which it begins. `malformed`: its quotes do not close, or it is longer than `LONGEST_RECORD`. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[]; readonly malformed: boolean };

/** In characters. A longer record has lost its closing quote, or is no row; memory stays bounded. */
export const LONGEST_RECORD = 1_000_000;

/**
 * State of the reader in a record. `closing`: after a quote that ends the cell or is the first of two. `return`: after a closing quote and
 * a carriage return. `broken`: in the rest of a line with malformed quotes. `skipped`: in a record too long to be kept.
 */
type Mode = "cell" | "plain" | "quoted" | "closing" | "return" | "broken" | "skipped";

const unterminated = (text: string): string => (text.endsWith("\r") ? text.slice(0, -1) : text);

/**
 * Reads CSV (RFC 4180: commas, quotes, CRLF or LF) piece by piece, in linear time. A character is looked at once, and once more if a quote
 * before it did not close as it should. Empty lines are skipped; a byte-order mark at the beginning too. A quote that never closes costs
 * its own line only: reading goes on at the next one.
 */
export class CsvReader {
  /** Text from the first character of the record that is being read. */
  #text = "";
  #at = 0;
  #mode: Mode = "cell";
  #cells: string[] = [];
  /** Start of the current cell, with its opening quote. */
  #cellFrom = 0;
  #hasQuotes = false;
  /** The first line break inside the quoted cell, and how many line breaks the record holds before that cell; -1 while there is none. */
  #firstBreak = -1;
  #breaks = 0;
  #breaksBeforeCell = 0;
  /** The line on which the record begins. */
  #line = 1;
  #begun = false;
  #looked = 0;

  /** Number of characters looked at, as the measure of work: at most twice the number pushed. */
  get looked(): number {
    return this.#looked;
  }

  /** The records that a further piece of text completes. */
  push(text: string): CsvRecord[] {
    const given = this.#begun || !text.startsWith("\ufeff") ? text : text.slice(1);
    this.#begun ||= text !== "";
    this.#text += given;
    return this.#read(false);
  }

  /** The records that remain when the file has ended. */
  end(): CsvRecord[] {
    return this.#read(true);
  }

  #read(last: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let from = 0;
    for (;;) {
      while (this.#at < this.#text.length) {
        const ended = this.#step(this.#text.charCodeAt(this.#at), from);
        if (ended === null) continue;
        this.#emit(records, ended);
        from = this.#at;
      }
      if (!last || !this.#finish(records, from)) break;
      from = this.#at;
    }
    this.#text = this.#text.slice(from);
    this.#at -= from;
    this.#cellFrom -= from;
    if (this.#firstBreak >= 0) this.#firstBreak -= from;
    return records;
  }

  /** Looks at one character of the record that begins at `from`. Answers whether the record is whole or malformed when it ends here. */
  #step(char: number, from: number): "whole" | "malformed" | null {
    const at = this.#at++;
    this.#looked++;
    if (this.#mode !== "skipped" && at - from >= LONGEST_RECORD) return this.#tooLong(at);
    switch (this.#mode) {
      case "cell":
        this.#cellFrom = at;
        if (char === QUOTE) {
          this.#mode = "quoted";
          this.#hasQuotes = false;
          this.#firstBreak = -1;
          this.#breaksBeforeCell = this.#breaks;
          return null;
        }
        this.#mode = "plain";
        return this.#plain(char, at);
      case "plain":
        return this.#plain(char, at);
      case "quoted":
        if (char === QUOTE) this.#mode = "closing";
        else if (char === BREAK) {
          this.#breaks++;
          if (this.#firstBreak < 0) this.#firstBreak = at;
        }
        return null;
      case "closing":
        if (char === QUOTE) {
          this.#hasQuotes = true;
          this.#mode = "quoted";
          return null;
        }
        if (char === RETURN) {
          this.#mode = "return";
          return null;
        }
        return char === COMMA || char === BREAK ? this.#closed(char, at - 1) : this.#broken(char, at);
      case "return":
        return char === BREAK ? this.#closed(char, at - 2) : this.#broken(char, at);
      case "broken":
        return char === BREAK ? this.#brokenUntil(at) : null;
      case "skipped":
        return char === BREAK ? "malformed" : null;
    }
  }

  #plain(char: number, at: number): "whole" | null {
    if (char !== COMMA && char !== BREAK) return null;
    const cell = this.#text.slice(this.#cellFrom, at);
    this.#cells.push(char === COMMA ? cell : unterminated(cell));
    this.#mode = "cell";
    return char === COMMA ? null : "whole";
  }

  /** A quoted cell ended with its closing quote at `close`. */
  #closed(char: number, close: number): "whole" | null {
    const cell = this.#text.slice(this.#cellFrom + 1, close);
    this.#cells.push(this.#hasQuotes ? cell.replaceAll('""', '"') : cell);
    this.#mode = "cell";
    return char === COMMA ? null : "whole";
  }

  /** The quotes of the cell are malformed. The rest of its first line is one cell, and the next line is read normally. */
  #broken(char: number, at: number): "malformed" | null {
    if (this.#firstBreak >= 0) return this.#brokenUntil(this.#firstBreak);
    if (char === BREAK) return this.#brokenUntil(at);
    this.#mode = "broken";
    return null;
  }

  #brokenUntil(end: number): "malformed" {
    this.#cells.push(unterminated(this.#text.slice(this.#cellFrom, end)));
    this.#breaks = this.#breaksBeforeCell;
    this.#at = end + 1;
    return "malformed";
  }

  #tooLong(at: number): "malformed" | null {
    if (this.#mode === "quoted" && this.#firstBreak >= 0) return this.#brokenUntil(this.#firstBreak);
    if (this.#mode !== "cell") this.#cells.push(this.#text.slice(this.#cellFrom, at));
    this.#mode = "skipped";
    if (this.#text.charCodeAt(at) === BREAK) return "malformed";
    return null;
  }

  /** Handles the rest at the end of the file. True if there is more to read: the lines behind a quote that never closed. */
  #finish(records: CsvRecord[], from: number): boolean {
    if (this.#at === from && this.#mode === "cell" && this.#cells.length === 0) return false;
    switch (this.#mode) {
      case "cell":
        this.#cells.push("");
        break;
      case "plain":
        this.#cells.push(unterminated(this.#text.slice(this.#cellFrom)));
        break;
      case "closing":
        this.#closed(BREAK, this.#text.length - 1);
        break;
      case "quoted":
      case "return":
      case "broken":
        this.#emit(records, this.#brokenUntil(this.#firstBreak >= 0 && this.#mode !== "broken" ? this.#firstBreak : this.#text.length));
        this.#at = Math.min(this.#at, this.#text.length);
        return this.#at < this.#text.length;
      case "skipped":
        this.#emit(records, "malformed");
        return false;
    }
    this.#emit(records, "whole");
    return false;
  }

  #emit(records: CsvRecord[], ended: "whole" | "malformed"): void {
    const cells = this.#cells;
    const malformed = ended === "malformed";
    if (cells.length > 1 || cells[0] !== "" || malformed) records.push({ line: this.#line, cells, malformed });
    this.#line += this.#breaks + 1;
    this.#breaks = 0;
    this.#cells = [];
    this.#mode = "cell";
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BREAK = 0x0a;
const RETURN = 0x0d;

/** All records of a text. */
export function parseCsv(text: string): CsvRecord[] {
  const reader = new CsvReader();
  return [...reader.push(text), ...reader.end()];
}
