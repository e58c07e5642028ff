import { createHash } from "node:crypto";

export type Login = { readonly username: string; readonly password: string; readonly realm: string };

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** The answer to a digest challenge (RFC 2617 §3.2.2), with or without qop. */
export function digest(challenge: string, { username, password, realm }: Login, method: string, uri: string): string {
  const value = (name: string): string => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? "";
  const nonce = value("nonce");
  const [first, second] = [md5(`${username}:${realm}:${password}`), md5(`${method}:${uri}`)];
  const said = `username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=MD5`;
  if (value("qop") === "") return `Digest ${said}, response="${md5(`${first}:${nonce}:${second}`)}"`;
  const response = md5(`${first}:${nonce}:00000001:c1:auth:${second}`);
  return `Digest ${said}, qop=auth, nc=00000001, cnonce="c1", response="${response}"`;
}
