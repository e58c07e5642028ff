import { Cursor } from "./cursor.ts";

/** A field of a message: a number, or bytes. The bytes are a text, numbers in a row, a number of 4 or 8 bytes, or a message again. */
export type Field = { readonly number: number; readonly value: number; readonly bytes: Uint8Array };

const NO_BYTES = new Uint8Array();
const FIXED: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/** The fields of a message in Protocol Buffers' wire format, in their order. Negative numbers that were not zigzagged lose their last digits. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const cursor = new Cursor(message);
  while (!cursor.isAtEnd) {
    const head = cursor.varint();
    const [number, wire] = [Math.floor(head / 8), head % 8];
    if (wire === 0) yield { number, value: cursor.varint(), bytes: NO_BYTES };
    else yield { number, value: 0, bytes: cursor.read(wire === 2 ? cursor.varint() : fixed(wire)) };
  }
}

function fixed(wire: number): number {
  const length = FIXED[wire];
  if (length === undefined) throw new Error(`the map's tile has a field of the unknown kind ${wire}`);
  return length;
}

/** Numbers in a row. */
export function numbersOf(bytes: Uint8Array): number[] {
  const cursor = new Cursor(bytes);
  const numbers: number[] = [];
  while (!cursor.isAtEnd) numbers.push(cursor.varint());
  return numbers;
}

/** Small numbers below nothing, as they are written: 0, -1, 1, -2 … */
export const unzigzag = (written: number): number => (written % 2 === 0 ? written / 2 : -(written + 1) / 2);
