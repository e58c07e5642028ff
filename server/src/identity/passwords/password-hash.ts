import { argon2, randomBytes, timingSafeEqual } from "node:crypto";

/** OWASP's second recommended set for argon2id: 19 MiB, two passes, one lane; about 25 ms on one core here. */
const COST = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 } as const;

/** Mark of a hash that was made of the password as typed. Older hashes have none: they were made of its composed letters (NFC). */
const AS_TYPED = ",typed=1";

const derive = (
  password: string,
  nonce: Buffer,
  cost: { memory: number; passes: number; parallelism: number; tagLength: number },
): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    argon2("argon2id", { message: Buffer.from(password), nonce, ...cost }, (error, tag) =>
      error ? reject(error) : resolve(Buffer.from(tag)),
    ),
  );

const base64 = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

/** Hashes a password, exactly as typed, to a PHC string (`$argon2id$v=19$m=…,t=…,p=…,typed=1$salt$tag`). */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive(password, nonce, COST);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}${AS_TYPED}$${base64(nonce)}$${base64(tag)}`;
}

/** A hash that no password matches, so that an unknown name costs the same time as a wrong password. */
export const NO_PASSWORD = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=1${AS_TYPED}$${base64(Buffer.alloc(16, 1))}$${base64(Buffer.alloc(32))}`;

/** True if the password is the one hashed. Cost and mark are read from the hash, so that older hashes still verify. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)(,typed=1)?\$([^$]+)\$([^$]+)$/.exec(hash);
  if (!parts) return false;
  const [, memory, passes, parallelism, mark, salt = "", tag = ""] = parts;
  const expected = Buffer.from(tag, "base64");
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), tagLength: expected.length };
  const hashed = mark === undefined ? password.normalize("NFC") : password;
  return timingSafeEqual(await derive(hashed, Buffer.from(salt, "base64"), cost), expected);
}
