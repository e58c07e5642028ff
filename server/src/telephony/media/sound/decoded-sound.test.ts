import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pcapHead, pcapPacket, readPackets, type RtpPacket } from "./pcap.ts";
import { SentAt } from "./decoded-sound.ts";

const BEGAN = 1_800_000_000_000;

test("a packet stands where it was sent though the server was busy and took it late, over wrapped time stamps", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 50, maxLength: 400 }),
      fc.nat({ max: 0xffff_ffff }),
      (late, first) => {
        const sentAt = new SentAt();
        let cameAt = 0;
        for (const [nth, delay] of [0, ...late].entries()) {
          const sent = BEGAN + nth * 20;
          // Packets come in their order: one that waited lets those behind it wait as well.
          cameAt = Math.max(cameAt, sent + delay);
          const at = sentAt.of(cameAt, 7, (first + nth * 160) >>> 0);
          expect(at).toBeGreaterThanOrEqual(sent);
          // The share by which a slow clock is followed adds up while nothing is on time.
          expect(at - sent).toBeLessThanOrEqual(nth * 20 * 0.001 + 0.01);
        }
      },
    ),
  );
});

test("another sender, a clock that was set and a sender that was still begin where they come", () => {
  const sentAt = new SentAt();
  expect(sentAt.of(BEGAN, 7, 0)).toBe(BEGAN);
  expect(sentAt.of(BEGAN + 90, 8, 999_999)).toBe(BEGAN + 90);
  expect(sentAt.of(BEGAN + 3_600_000, 8, 1_000_159)).toBe(BEGAN + 3_600_000);
  expect(sentAt.of(BEGAN + 100, 8, 1_000_319)).toBe(BEGAN + 100);
  expect(sentAt.of(BEGAN + 9_100, 8, 1_000_479)).toBe(BEGAN + 9_100);
});

test("packets that we write are read as they were", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ ms: fc.nat({ max: 3_600_000 }), payload: fc.uint8Array({ minLength: 1, maxLength: 320 }) })),
      fc.integer({ min: 1, max: 0xffff }),
      async (sent, port) => {
        const packets = sent.map(({ ms, payload }, sequence) => {
          const rtp = Buffer.from([0x80, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, ...payload]);
          rtp.writeUInt16BE(sequence, 2);
          rtp.writeUInt32BE(ms, 4);
          return pcapPacket(BEGAN + ms + 0.5, port, rtp);
        });
        const read: RtpPacket[] = [];
        for await (const packet of readPackets([pcapHead(), ...packets])) read.push(packet);
        const wanted = sent.map(({ ms, payload }, sequence) => ({
          at: BEGAN + ms + 0.5,
          port,
          sequence,
          timestamp: ms,
          source: 7,
          type: 8,
          payload: Buffer.from(payload),
        }));
        expect(read).toEqual(wanted);
      },
    ),
  );
});
