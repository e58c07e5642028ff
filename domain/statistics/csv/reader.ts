/** One record of a CSV file. `line` is the line of the file, from 1, on which it begins. `malformed`: its quotes do not close as they should. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[]; readonly malformed: boolean };

type Scanned = { readonly cells: readonly string[]; readonly next: number; readonly lines: number; readonly malformed: boolean };

/** A record longer than this has lost its closing quote; memory stays bounded. */
export const LONGEST_RECORD = 1_000_000;

const unterminated = (text: string): string => (text.endsWith("\r") ? text.slice(0, -1) : text);

/** The closing quote of a cell that opens at `open`, -1 if it is not there. */
function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

/** True when the end of the text cuts a record that may still go on. */
const mayGoOn = (text: string, from: number, last: boolean): boolean => !last && text.length - from <= LONGEST_RECORD;

/** The rest of a line whose quotes make no sense, as one cell, so that the next line is read as if nothing had happened. */
function broken(text: string, at: number, cells: readonly string[]): Scanned {
  const end = text.indexOf("\n", at);
  const cell = unterminated(end < 0 ? text.slice(at) : text.slice(at, end));
  return { cells: [...cells, cell], next: end < 0 ? text.length : end + 1, lines: 1, malformed: true };
}

/** The record at `from`, or null if more text is needed to know where it ends. */
function scan(text: string, from: number, last: boolean): Scanned | null {
  const cells: string[] = [];
  let lines = 1;
  let at = from;
  for (;;) {
    let end: number;
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      end = text.startsWith("\r\n", close + 1) ? close + 2 : close + 1;
      const cut = close < 0 || end >= text.length || (text[end] === "\r" && end + 1 >= text.length);
      if (cut && mayGoOn(text, from, last)) return null;
      if (close < 0 || (end < text.length && text[end] !== "," && text[end] !== "\n"))
        return text.indexOf("\n", at) < 0 && mayGoOn(text, from, last) ? null : broken(text, at, cells);
      const cell = text.slice(at + 1, close);
      lines += cell.split("\n").length - 1;
      cells.push(cell.replaceAll('""', '"'));
    } else {
      const newline = text.indexOf("\n", at);
      if (newline < 0 && mayGoOn(text, from, last)) return null;
      const line = newline < 0 ? text.slice(at) : text.slice(at, newline);
      const comma = line.indexOf(",");
      cells.push(comma < 0 ? unterminated(line) : line.slice(0, comma));
      end = at + (comma < 0 ? line.length : comma);
    }
    if (text[end] !== ",") return { cells, next: Math.min(end + 1, text.length), lines, malformed: false };
    at = end + 1;
  }
}

/**
 * Reads CSV (RFC 4180: commas, quotes, CRLF or LF) piece by piece. Empty lines are skipped; a byte-order mark at the beginning too.
 * A quote that never closes costs its own line only: reading goes on at the next one.
 */
export class CsvReader {
  #pending = "";
  #line = 1;
  #begun = false;

  /** The records that a further piece of text completes. */
  push(text: string): CsvRecord[] {
    this.#pending += this.#begun || !text.startsWith("\ufeff") ? text : text.slice(1);
    this.#begun ||= text !== "";
    return this.#take(false);
  }

  /** The records that remain when the file has ended. */
  end(): CsvRecord[] {
    return this.#take(true);
  }

  #take(last: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < this.#pending.length) {
      const scanned = scan(this.#pending, at, last);
      if (scanned === null) break;
      const { cells, malformed } = scanned;
      if (cells.length > 1 || cells[0] !== "" || malformed) records.push({ line: this.#line, cells, malformed });
      this.#line += scanned.lines;
      at = scanned.next;
    }
    this.#pending = this.#pending.slice(at);
    return records;
  }
}

/** All records of a text. */
export function parseCsv(text: string): CsvRecord[] {
  const reader = new CsvReader();
  return [...reader.push(text), ...reader.end()];
}
