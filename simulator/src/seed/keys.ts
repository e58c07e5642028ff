import { randomBytes, randomInt } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";

export type Login = { readonly username: string; readonly password: string };

/** Secrets of a demonstration town: each person's login, and the room's login to each camera. Kept in one file, mode 0600. */
export type Keys = { readonly users: readonly Login[]; readonly cameras: Readonly<Record<string, Login>>; readonly told: boolean };

const WORDS = "nakhil waha rimal qafila hilal manara saqiya kuthban sahra bustan qasba fanar jisr marsa ghayma nada".split(" ");

/** A password that a person can read out and type: three different words and four digits. */
export function readablePassword(): string {
  const words = new Set<string>();
  while (words.size < 3) words.add(WORDS[randomInt(WORDS.length)] ?? "");
  return `${[...words].join("-")}-${randomInt(1000, 10_000)}`;
}

/** The keys of a file; made and kept when it is not there. */
export async function readKeys(file: string, usernames: readonly string[], cameraPaths: readonly string[]): Promise<Keys> {
  const kept = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Keys,
    () => null,
  );
  if (kept !== null) return kept;
  const keys: Keys = {
    users: usernames.map((username) => ({ username, password: readablePassword() })),
    cameras: Object.fromEntries(cameraPaths.map((path) => [path, { username: "room", password: randomBytes(9).toString("base64url") }])),
    told: false,
  };
  await writeKeys(file, keys);
  return keys;
}

/** Writes keys, whole or not at all. */
export async function writeKeys(file: string, keys: Keys): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(keys, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
