import { identity } from "@amaliyat/contract/identity";
import { codeAt } from "../../identity/factors/totp.ts";
import type { Clock } from "../../platform/clock.ts";
import { Authenticator } from "./authenticator.ts";
import { testClient, type TestClient } from "../test-client.ts";
import { PASSWORD } from "../test-room.ts";

const own = { body: { password: PASSWORD } };

/** A room of a test that has the name `localhost`: passkeys have none at an IP address. */
export type NamedRoom = { readonly url: string; readonly now: Clock };

export type OwnCodes = { readonly code: (step?: number) => string; readonly recovery: readonly string[] };

/** A passkey of a person, made in a session of theirs. */
export async function keyOf({ url }: NamedRoom, client: TestClient, name = "key"): Promise<Authenticator> {
  const key = new Authenticator("localhost", new URL(url).origin);
  const options = await client.must(identity.newPasskey, own);
  await client.must(identity.addPasskey, { body: { name, response: key.create(options) } });
  return key;
}

/** Signs in by a passkey and returns the code of the reply. */
export async function signInBy({ url }: NamedRoom, key: Authenticator, client = testClient(url), username?: string): Promise<string> {
  const response = key.sign(await client.must(identity.passkeyChallenge, {}));
  return client.code(identity.passkeySignIn, { body: { response, ...(username === undefined ? {} : { username }) } });
}

/**
 * Codes of a person, set up in a session of theirs by an authenticator that runs some steps ahead; `code` makes that of now, or of some
 * steps from it.
 */
export async function codesOf({ now }: NamedRoom, client: TestClient, { password = PASSWORD, ahead = 0 } = {}): Promise<OwnCodes> {
  const { secret } = await client.must(identity.newCodes, { body: { password } });
  const bits = Array.from(secret, (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const code = (step = 0): string => codeAt(bytes, Math.floor(now() / 30_000) + step);
  const { codes } = await client.must(identity.confirmCodes, { body: { code: code(ahead) } });
  return { code, recovery: codes };
}

/** Signs in by password, with a second code if given, and returns the code of the reply. */
export const signInWith = (
  { url }: NamedRoom,
  username: string,
  {
    code,
    password = PASSWORD,
    client = testClient(url),
  }: { readonly code?: string; readonly password?: string; readonly client?: TestClient } = {},
): Promise<string> => client.code(identity.signIn, { body: { username, password, ...(code === undefined ? {} : { code }) } });
