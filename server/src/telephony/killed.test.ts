import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stderr } from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { cloneDatabase } from "../platform/testing/database.ts";
import { startChildRoom } from "../testing/child-room.ts";
import { furnish, temporaryData } from "../testing/test-room.ts";
import { announcementsFolder, missingPackages } from "./settings.ts";
import { testEdge, toneWav } from "./testing/lines.ts";
import { makePhone, overUdp, until, type Talk } from "./testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/killed.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, WELCOME] = [1_100, 900];
const CALLERS = 8;
const KILLS = 6;

test.skipIf(missing.length > 0)(
  "every caller who was told 200 is known after a kill at any moment, and hears something again",
  { timeout: 180_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await cloneDatabase());
    const edge = stack.use(await testEdge(1, ["127.0.0.1"]));
    await mkdir(announcementsFolder(edge.folder), { recursive: true });
    for (const language of ["ar", "fr"])
      await writeFile(join(announcementsFolder(edge.folder), `welcome-${language}.wav`), toneWav(WELCOME));
    const data = stack.use(await temporaryData());
    const options = { data: data.path, database, roles: "api", environment: { AMALIYAT_LINES: edge.folder } };
    let room = await startChildRoom(options);
    stack.defer(() => void room.child.kill("SIGKILL"));
    await furnish(room.url, database);
    const outside = stack.use(
      makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: edge.ports.trunk }), user: "0661234567", tone: CALLER }),
    );
    const dial = (as: string): Promise<Talk> => outside.call(`sip:17@127.0.0.1:${edge.ports.trunk}`, { as });
    /** The edge asks for the room once a second: until it has found it, a caller is told that nobody is here. */
    const found = async (): Promise<void> => {
      for (const end = Date.now() + 15_000; Date.now() < end; await pause(50)) {
        const talk = await dial("0660000000");
        await until("it is answered or refused", () => talk.state() !== "ringing", 10_000);
        const isHere = talk.state() === "talking";
        talk.hangUp();
        if (isHere) return;
      }
      throw new Error("the edge has not found the room");
    };
    let told = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      await found();
      const talks: Talk[] = [];
      for (let nth = 0; nth < CALLERS; nth++) {
        talks.push(await dial(`05500${kill}00${nth}`));
        await pause(10);
      }
      // Some are told already, some are not: a kill in the middle of it.
      await until("one is answered", () => talks.some((talk) => talk.state() === "talking"));
      await pause(Math.random() * 50);
      room.child.kill("SIGKILL");
      // Real time: answers that the dead server sent are on their way.
      await pause(300);
      const isTold = talks.map((talk) => talk.state() === "talking");
      told += isTold.filter(Boolean).length;
      // Every third hangs up while nobody is there.
      for (const [nth, talk] of talks.entries()) if (isTold[nth] === true && nth % 3 === 2) talk.hangUp();
      const numbers = (left: boolean): string[] =>
        talks.flatMap((_talk, nth) => (isTold[nth] === true && (nth % 3 === 2) === left ? [`05500${kill}00${nth}`] : []));
      const answered = numbers(false);
      room = await startChildRoom(options);
      const known = async (): Promise<string[]> => {
        const { rows } = await database.db.pool.query<{ number: string }>(
          "select from_number as number from call where from_number = any($1) and ended_at is null",
          [answered],
        );
        return rows.map(({ number }) => number).toSorted();
      };
      for (const end = Date.now() + 10_000; (await known()).length < answered.length && Date.now() < end;) await pause(50);
      expect(await known()).toEqual(answered.toSorted());
      const abandoned = async (): Promise<string[]> => {
        const { rows } = await database.db.pool.query<{ number: string }>(
          "select from_number as number from call where from_number = any($1) and ending in ('abandoned', 'zero_second')",
          [numbers(true)],
        );
        return rows.map(({ number }) => number).toSorted();
      };
      for (const end = Date.now() + 10_000; (await abandoned()).length < numbers(true).length && Date.now() < end;) await pause(50);
      expect(await abandoned()).toEqual(numbers(true).toSorted());
      await until(
        "each hears the welcome again",
        () => talks.every((talk) => talk.state() !== "talking" || talk.sound.hears(WELCOME)),
        15_000,
      );
      for (const talk of talks) talk.hangUp();
      await until("all are over", () => talks.every((talk) => talk.state() === "over"), 15_000);
    }
    expect(told).toBeGreaterThan(KILLS);
  },
);
