import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BEGIN,
  beginSending,
  EMPTY_CONVERSATION,
  ERASE,
  hearText,
  isMidLine,
  keystrokes,
  MISSING,
  NEW_LINE,
  nextTextPacket,
  openLine,
  readT140,
  readTextPacket,
  readUtf8,
  repeats,
  signsOf,
  writeText,
  writeUtf8,
  type Conversation,
  type TextMark,
  type TextTypes,
} from "./index.ts";

const TYPES: TextTypes = { t140: 98, red: 100 };
const caller = (at = 0) => ({ by: "caller", person: null, at }) as const;
const room = (person: string | null = "amina", at = 0) => ({ by: "room", person, at }) as const;
const linesOf = ({ lines }: Conversation): string[] => lines.map(({ text }) => text);
/** The text as a screen shows it that knows nothing but T.140: one long text. */
function plain(text: string): string {
  const shown: string[] = [];
  for (const stroke of readT140(text)) {
    if (stroke.kind === "erase") shown.pop();
    else if (stroke.kind === "char") shown.push(stroke.char);
    else if (stroke.kind === "new_line") shown.push("\n");
  }
  return shown.join("");
}
const signs = fc.string({ unit: fc.constantFrom("a", "س", "ّ", "é", "😀", " ", ERASE, NEW_LINE), maxLength: 60 });
const words = fc.string({ unit: fc.constantFrom("a", "ن", "ج", "د", "ة", "é", "😀", " "), minLength: 1, maxLength: 5 });

/** Packets of a sender that repeats all it said. */
function packetsOf(parts: readonly string[], generations = 2): Uint8Array[] {
  let sending = beginSending(TYPES, generations, 0xdead_beef, 65_530);
  const packets: Uint8Array[] = [];
  const send = (text: string): void => {
    const next = nextTextPacket(sending, writeUtf8(text), 300 * packets.length);
    packets.push(next.packet);
    sending = next.sending;
  };
  parts.forEach(send);
  while (repeats(sending)) send("");
  return packets;
}
function heard(packets: readonly Uint8Array[], mark: TextMark | null = null): string {
  let [now, text] = [mark, ""];
  for (const bytes of packets) {
    const packet = readTextPacket(bytes, TYPES);
    const taken = packet === null ? null : hearText(now, packet);
    if (taken === null) continue;
    now = taken.mark;
    text += taken.text;
  }
  return text;
}

describe("UTF-8", () => {
  test("is read as the platform reads it where it is whole, and any bytes give a text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(readUtf8(writeUtf8(text))).toBe(text.toWellFormed());
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readUtf8(bytes).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
    expect([...writeUtf8("aé€😀")]).toEqual([0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80]);
    // Overlong, half a pair, above the last: none of them is a character (RFC 3629 §3).
    for (const bytes of [[0xc0, 0x80], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff]])
      expect(readUtf8(Uint8Array.from(bytes))).toBe(MISSING.repeat(bytes.length));
  });
});

describe("packets of text", () => {
  test("RFC 4103 §4.2: head, marker at the beginning, age and length of what is sent again", () => {
    const [first, second, third] = packetsOf(["a", "س"]);
    expect([...(first ?? [])].slice(0, 4)).toEqual([0x80, 0x80 | 100, 0xff, 0xfa]);
    expect([...(first ?? [])].slice(12)).toEqual([0xe2, 0, 0, 0, 0xe2, 0, 0, 0, 98, 0x61]);
    // 300 ms and one byte: 300 << 10 | 1.
    expect([...(second ?? [])].slice(12)).toEqual([0xe2, 0, 0, 0, 0xe2, 0x04, 0xb0, 0x01, 98, 0x61, 0xd8, 0xb3]);
    expect([...(third ?? [])].slice(12)).toEqual([0xe2, 0x09, 0x60, 0x01, 0xe2, 0x04, 0xb0, 0x02, 98, 0x61, 0xd8, 0xb3]);
    expect((second?.[1] ?? 0) & 0x80).toBe(0);
  });

  test("no letter is lost and none comes twice while no more packets are lost in a row than are sent again", () => {
    const losses = fc.array(fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 5 })), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 40 }), losses, (parts, pattern) => {
        const packets = packetsOf(parts);
        // Lost, come, lost, come: from the first packet on.
        const comes = pattern.flatMap(([lost, kept]) => [...Array(lost).fill(false), ...Array(kept).fill(true)]) as boolean[];
        const last = packets.length - 1;
        expect(heard(packets.filter((_packet, nth) => nth === last || (comes[nth] ?? true)))).toBe(parts.join(""));
      }),
    );
  });

  test("packets that come twice, or in another order, change nothing while redundancy reaches over it", () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 20 }), fc.array(fc.nat(1), { maxLength: 40 }), (parts, swaps) => {
        const packets = packetsOf(parts);
        for (const [nth, swap] of swaps.entries()) {
          const [one, other] = [packets[2 * nth], packets[2 * nth + 1]];
          if (swap === 1 && one !== undefined && other !== undefined) packets.splice(2 * nth, 2, other, one, one);
        }
        expect(heard(packets)).toBe(parts.join(""));
      }),
    );
  });

  test("what cannot be recovered stands as missing, once, and the text goes on", () => {
    const packets = packetsOf(["a", "b", "c", "d", "e", "f"]);
    expect(heard(packets.filter((_packet, nth) => nth !== 1 && nth !== 2 && nth !== 3))).toBe(`a${MISSING}cdef`);
    expect(heard(packetsOf(["a", "b", "c"], 0).filter((_packet, nth) => nth !== 1))).toBe(`a${MISSING}c`);
  });

  test("a server that takes over with the last mark takes each letter once; without one it takes what is sent again", () => {
    const packets = packetsOf(["a", "b", "c"]);
    const [first = new Uint8Array(0)] = packets;
    const packet = readTextPacket(first, TYPES);
    const mark = packet === null ? null : (hearText(null, packet)?.mark ?? null);
    expect(heard(packets.slice(2), mark)).toBe("bc");
    expect(heard(packets.slice(2))).toBe("abc");
  });

  test("any bytes give a packet or none, in time that grows with their length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_500 }), (bytes) => {
        for (const each of [bytes, Uint8Array.from([0x80, 100, ...bytes]), Uint8Array.from([...(packetsOf(["x"])[0] ?? []), ...bytes])]) {
          const packet = readTextPacket(each, TYPES);
          if (packet !== null) expect(hearText(null, packet)?.text.length).toBeLessThanOrEqual(each.length);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a conversation", () => {
  test("what is edited is written again: the other side has the text that stands in the field", () => {
    fc.assert(
      fc.property(
        fc.array(
          signs.map(plain).map((text) => text.replaceAll("\n", "")),
          { maxLength: 12 },
        ),
        (states) => {
          let [sent, before] = ["", ""];
          for (const state of states) {
            sent += keystrokes(before, state);
            before = state;
          }
          expect(plain(sent)).toBe(before);
          expect(openLine(writeText(EMPTY_CONVERSATION, room(), sent), "amina")).toBe(before);
        },
      ),
    );
  });

  test("lines are what T.140 says, wherever the text is cut into packets", () => {
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 20 }), (parts) => {
        const whole = parts.join("");
        const inParts = parts.reduce((held, part) => writeText(held, caller(), part), EMPTY_CONVERSATION);
        expect(inParts).toEqual(writeText(EMPTY_CONVERSATION, caller(), whole));
        expect(linesOf(inParts).join("\n").trimEnd()).toBe(plain(whole).trimEnd());
        expect(inParts.signs).toBe(inParts.lines.reduce((sum, { text }) => sum + signsOf(text).length, 0));
      }),
    );
  });

  test("both write at once, each in a line of their own; after a pause the text stands in its order", () => {
    let talk = writeText(EMPTY_CONVERSATION, caller(0), "نجد");
    talk = writeText(talk, room("amina", 100), "Où");
    talk = writeText(talk, caller(200), "ة");
    talk = writeText(talk, room("amina", 300), " ?");
    expect(linesOf(talk)).toEqual(["نجدة", "Où ?"]);
    talk = writeText(talk, caller(20_000), "هنا");
    expect(linesOf(talk)).toEqual(["نجدة", "Où ?", "هنا"]);
    talk = writeText(talk, caller(20_100), ERASE.repeat(4));
    expect(linesOf(talk)).toEqual(["نجد", "Où ?"]);
  });

  test("erasures take back no line that was ended more than ten seconds ago", () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), fc.nat(60), fc.nat(60_000), words, (said, erased, later, more) => {
        const ended = said.reduce((talk, line, nth) => writeText(talk, caller(nth * 1_000), `${line}${NEW_LINE}`), EMPTY_CONVERSATION);
        const at = (said.length - 1) * 1_000 + 10_001 + later;
        const talk = writeText(ended, caller(at), ERASE.repeat(erased));
        expect(talk.lines).toEqual(ended.lines);
        expect(linesOf(writeText(talk, caller(at), more))).toEqual([...said, more]);
      }),
    );
    // The slip of a moment is mended: the end that came too early goes.
    let talk = writeText(EMPTY_CONVERSATION, caller(0), `one${NEW_LINE}`);
    talk = writeText(talk, caller(15_000), `tow${NEW_LINE}`);
    talk = writeText(talk, caller(20_000), `${ERASE.repeat(3)}wo`);
    expect(linesOf(talk)).toEqual(["one", "two"]);
    talk = writeText(talk, caller(21_000), `${ERASE.repeat(40)}three`);
    expect(linesOf(talk)).toEqual(["one", "three"]);
  });

  test("the one who has the call now writes in another line, and an erasure does not reach into the first one's", () => {
    let talk = writeText(EMPTY_CONVERSATION, room("amina"), "Rest");
    expect([isMidLine(talk, "amina"), isMidLine(talk, "nadir")]).toEqual([false, true]);
    talk = writeText(talk, room("nadir"), `${ERASE}I am here`);
    expect(linesOf(talk)).toEqual(["Rest", "I am here"]);
  });

  test("keep-alives, colours, attention and turned directions: what is no letter is not shown", () => {
    const text = `${BEGIN}\u001B[31mسلام\u001B[0m\u202Eabc\u0007${NEW_LINE}\u0000x\r\ny\n`;
    const talk = writeText(EMPTY_CONVERSATION, caller(), text);
    expect(talk.lines.map(({ text: said, alert }) => [said, alert])).toEqual([
      ["سلامabc", true],
      ["x", false],
      ["y", false],
    ]);
    expect(writeText(talk, caller(), BEGIN)).toBe(talk);
  });

  test("a flood ends at its bounds, and says so", () => {
    const long = writeText(EMPTY_CONVERSATION, caller(), "x".repeat(100_000));
    expect([long.full, long.signs, long.lines.length]).toEqual([true, 30_000, 60]);
    const many = writeText(EMPTY_CONVERSATION, caller(), NEW_LINE.repeat(5_000));
    expect([many.full, many.lines.length]).toEqual([true, 1_000]);
    // Opened again at each second sign, a line of 400 signs is no work for minutes.
    const again = writeText(EMPTY_CONVERSATION, caller(), `${"x".repeat(400)}${(NEW_LINE + ERASE).repeat(20_000)}`);
    expect([again.full, again.signs]).toEqual([false, 400]);
  });
});
