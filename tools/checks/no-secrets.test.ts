import { expect, test } from "vitest";
import { findingsIn } from "./findings.ts";
import { noSecrets } from "./no-secrets.ts";

// Put together here, so that this file is not itself a finding.
const key = ["-----BEGIN", "PRIVATE KEY-----\n"].join(" ") + "MIIEvQ".repeat(8);
const assigned = (name: string, value: string): string => `export const ${name} = "${value}";\n`;
const address = ["export const a = 'rtsp://admin", "h7Gd2kk1@10.0.0.1/';\n"].join(":");

test("a private key is found everywhere, in tests too", async () => {
  expect(await findingsIn(noSecrets, { "server/src/a.ts": key, "server/src/a.test.ts": key, "deploy/tls.pem": key })).toEqual([
    "deploy/tls.pem:1 holds a private key",
    "server/src/a.test.ts:1 holds a private key",
    "server/src/a.ts:1 holds a private key",
  ]);
});

test("passwords in code, settings and addresses are found, unless the list knows them", async () => {
  const files = {
    "server/src/a.ts": assigned("dbPassword", "Tr0ub4dor&3"),
    "server/src/b.ts": address,
    "server/src/b.test.ts": address,
    "deploy/compose.yaml": `db:\n  password: "Tr0ub4dor&3"\n`,
    "simulator/src/demo.ts": assigned("password", "known-1"),
    "tools/checks/allowed.json": JSON.stringify({ knownSecrets: ["known-1"] }),
  };
  expect(await findingsIn(noSecrets, files)).toEqual([
    "deploy/compose.yaml:2 holds a password",
    "server/src/a.ts:1 holds a password",
    "server/src/b.ts:1 holds a password in an address",
  ]);
});

test("names of fields, keys of strings and values made at run time are no secrets", async () => {
  const code = [
    '<input type="password" autoComplete="current-password" />',
    'export const password = text("sign_in.password");',
    'export const kind = { password: "sign_in.password", secret: "wrong_credentials" };',
    "export const url = `rtsp://${user}:${password}@${host}/`;",
    'export const AMALIYAT_PASSWORD = environment["AMALIYAT_PASSWORD"];',
  ].join("\n");
  expect(await findingsIn(noSecrets, { "console/src/a.tsx": code })).toEqual([]);
});
