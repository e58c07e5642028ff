import * as fc from "fast-check";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBreachedPasswords } from "./breached.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "breached-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const hashOf = (password: string): string => createHash("sha1").update(password).digest("hex").toUpperCase();

async function written(text: string): Promise<string> {
  const path = join(folder, "list.txt");
  await writeFile(path, text);
  return path;
}

async function opened(text: string) {
  const list = await openBreachedPasswords(await written(text));
  if (!list.ok) throw new Error(list.error);
  return list.value;
}

const refusal = async (text: string): Promise<string> => {
  const list = await openBreachedPasswords(await written(text));
  return list.ok ? "opened" : list.error;
};

const passwords = (count: number): string[] => Array.from({ length: count }, (_, n) => `password ${n}`);
const sorted = (all: readonly string[]): string[] => all.map(hashOf).toSorted();

describe("a list of breached passwords", () => {
  it("finds each that it holds and no other, whatever its form", async () => {
    const form = fc.record({
      held: fc.uniqueArray(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 400 }),
      asked: fc.array(fc.string({ maxLength: 12 }), { maxLength: 20 }),
      end: fc.constantFrom("\n", "\r\n"),
      isClosed: fc.boolean(),
      isSmall: fc.boolean(),
      counts: fc.array(fc.option(fc.nat()), { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(form, async ({ held, asked, end, isClosed, isSmall, counts }) => {
        const lines = sorted(held).map((hash, n) => {
          const count = counts[n % counts.length] ?? null;
          return `${isSmall ? hash.toLowerCase() : hash}${count === null ? "" : `:${count}`}`;
        });
        await using list = await opened(lines.join(end) + (isClosed ? end : ""));
        for (const password of [...held, ...asked]) {
          const isHeld = held.includes(password) || held.includes(password.normalize("NFC"));
          expect(await list.has(password)).toBe(isHeld);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is searched where it is far larger than what is read at once", async () => {
    const all = passwords(20_000);
    await using list = await opened(
      sorted(all)
        .map((hash) => `${hash}:7\r\n`)
        .join(""),
    );
    for (const password of all.filter((_, n) => n % 97 === 0)) expect(await list.has(password), password).toBe(true);
    for (const password of all.slice(0, 200)) expect(await list.has(`${password}, not in it`)).toBe(false);
  });

  it("finds a password in whichever of its two spellings it was breached", async () => {
    await using list = await opened(`${hashOf("été à la plage".normalize("NFC"))}:3\n`);
    expect(await list.has("été à la plage".normalize("NFD"))).toBe(true);
  });

  it("is refused at the start by its name where it cannot be read, is no list, or is not sorted by hash", async () => {
    const missing = await openBreachedPasswords(join(folder, "nothing.txt"));
    expect(missing).toMatchObject({ ok: false, error: expect.stringMatching(/nothing\.txt cannot be read \(ENOENT\)/u) });
    expect(await openBreachedPasswords(folder)).toMatchObject({ ok: false, error: `${folder} is no file` });
    const lines = sorted(passwords(1_000));
    const text = (all: readonly string[]): string => all.map((hash) => `${hash}:1\n`).join("");
    expect(await refusal(text(lines))).toBe("opened");
    expect(await refusal("")).toMatch(/list\.txt: expected lines HASH.*at byte 0/u);
    expect(await refusal(text(passwords(1_000).map(hashOf)))).toMatch(/sorted by hash; at byte \d+/u);
    expect(await refusal(text(lines.toReversed()))).toMatch(/sorted by hash/u);
    // Hashes of NTLM, as the other public download has them.
    expect(await refusal(text(lines.map((hash) => hash.slice(0, 32))))).toMatch(/SHA-1/u);
    expect(await refusal(`${lines[0]}\n${"x".repeat(100_000)}\n`)).toMatch(/at byte \d+/u);
  });
});
