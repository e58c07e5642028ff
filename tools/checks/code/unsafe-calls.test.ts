import { expect, test } from "vitest";
import { findingsIn } from "../findings.ts";
import { unsafeCalls } from "./unsafe-calls.ts";

/** The findings of lines of code in one file, as `line message`. */
async function found(path: string, ...lines: readonly string[]): Promise<string[]> {
  return (await findingsIn(unsafeCalls, { [path]: lines.join("\n") })).map((each) => each.slice(path.length + 1));
}

test("text that is run as code or written as markup is found", async () => {
  const wrong = await found(
    "console/src/a.tsx",
    'import { runInNewContext } from "node:vm";',
    "export const a = (text: string) => eval(text);",
    "export const b = (text: string) => new Function(text);",
    'export const c = () => setTimeout("run()", 1);',
    "export const d = (element: Element, text: string) => { element.innerHTML = text; };",
    "export const e = <p dangerouslySetInnerHTML={{ __html: text }} />;",
    "export const f = () => setTimeout(() => runInNewContext, 1);",
  );
  expect(wrong).toEqual([
    "1 runs text as code",
    "2 runs text as code",
    "3 runs text as code",
    "4 runs text as code",
    "5 writes text as markup",
    "6 writes text as markup",
  ]);
});

test("a command line and a shell are found, a list of arguments is not", async () => {
  const wrong = await found(
    "server/src/a.ts",
    'import { exec, spawn } from "node:child_process";',
    'import * as processes from "node:child_process";',
    'export const a = (name: string) => spawn("ls", [name], { shell: true });',
    'export const b = (name: string) => spawn("ls", [name]);',
  );
  expect(wrong).toEqual(["1 runs a command line", "2 runs a command line", "3 runs a program by a shell"]);
});

test("chance that can be guessed is found, but where it only spreads waits", async () => {
  expect(await found("citizen/src/code.ts", "export const code = () => Math.random().toString(36);")).toEqual([
    "1 takes chance that can be guessed",
  ]);
  expect(await found("patrol/src/live/link.ts", "export const wait = () => Math.random();")).toEqual([]);
});

test("ciphers and hashes that are not on the list, or not named on the spot, are found", async () => {
  const wrong = await found(
    "server/src/a.ts",
    'export const a = createCipheriv("aes-256-cbc", key, iv);',
    'export const b = createDecipheriv("aes-256-gcm", key, iv);',
    "export const c = createCipheriv(named, key, iv);",
    'export const d = createHash("md5");',
    'export const e = createHmac("sha1", key);',
    'export const f = createHmac("sha256", key);',
  );
  expect(wrong).toEqual([
    "1 encrypts by aes-256-cbc",
    "3 encrypts by an algorithm that is not named here",
    "4 hashes by md5",
    "5 hashes by sha1",
  ]);
  expect(await found("server/src/telephony/credentials.ts", 'export const a = createHmac("sha1", key);')).toEqual([]);
});

test("checks of TLS and HTTP that are switched off are found", async () => {
  const wrong = await found(
    "server/src/a.ts",
    "export const a = request(url, { rejectUnauthorized: false });",
    "export const b = createServer({ insecureHTTPParser: true });",
    'export const c = { env: { ["NODE_TLS_REJECT_UNAUTHORIZED"]: "0" } };',
    "export const d = connect({ checkServerIdentity: () => undefined });",
  );
  expect(wrong.map((each) => each.slice(0, 1))).toEqual(["1", "2", "3", "4"]);
});

test("a password that can be read, cannot be pasted, or is unknown to password managers is found", async () => {
  const wrong = await found(
    "patrol/src/a.tsx",
    'export const a = <input name="password" autoComplete="current-password" />;',
    'export const b = <input type="password" autoComplete="off" />;',
    'export const c = <PasswordInput autoComplete="new-password" onPaste={stop} />;',
    'export const d = <PasswordInput autoComplete="new-password" />;',
    'export const e = <input name="password" type="password" autoComplete="current-password" />;',
    "export const f = <input onPaste={split} />;",
  );
  expect(wrong).toEqual([
    "1 is a password that can be read",
    "2 is a password without its name for password managers",
    "3 stops a password from being pasted",
  ]);
});

test("a link whose scheme somebody else could choose is found", async () => {
  const wrong = await found(
    "console/src/a.tsx",
    "export const a = <a href={`${given}`}>1</a>;",
    "export const b = <a href={`//${given}/x`}>1</a>;",
    "export const c = <a href={`tel:${given}`}>1</a>;",
    "export const d = <a href={`#mine/${given}`}>1</a>;",
    "export const e = <a href={given}>1</a>;",
    'export const f = <a href="https://elsewhere.example/">1</a>;',
    "export const g = <a href={is ? location.pathname : `#${given}`}>1</a>;",
    "export const h = <a href={smsTo(given)}>1</a>;",
    "export const i = <form action={send} />;",
  );
  expect(wrong).toEqual([1, 2, 5, 6].map((line) => `${line} links to an address whose scheme is not fixed`));
});

test("tests, tools and the simulator are not the product", async () => {
  const code = { "server/src/a.test.ts": "eval(text);", "server/src/testing/a.ts": "eval(text);", "tools/a.ts": "eval(text);" };
  expect(await findingsIn(unsafeCalls, code)).toEqual([]);
});
