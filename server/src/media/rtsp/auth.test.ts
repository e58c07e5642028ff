import { describe, expect, test } from "vitest";
import { Authorizer, authorization, parseChallenges, strongest } from "./auth.ts";

const credentials = { username: "Mufasa", password: "Circle of Life" };
const nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
const request = { method: "GET", uri: "/dir/index.html", cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", count: 1 };
const challenge = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

describe("authorization", () => {
  // The worked example of RFC 7616 §3.9.1.
  test.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("answers %s as RFC 7616 does", (algorithm, response) => {
    const [parsed] = parseChallenges([challenge(algorithm)]);
    const value = parsed ? authorization(parsed, credentials, request) : "";
    expect(value).toContain(`response="${response}"`);
    expect(value).toContain("qop=auth, nc=00000001");
  });

  // RFC 2617 §3.5 without qop is RFC 2069: the hash of HA1, nonce and HA2.
  test("answers a challenge without qop", () => {
    const [parsed] = parseChallenges([`Digest realm="cam", nonce="abc"`]);
    const value = parsed
      ? authorization(parsed, { username: "admin", password: "secret" }, { ...request, method: "DESCRIBE", uri: "rtsp://c/1" })
      : "";
    expect(value).toContain(`response="2f74c508dcd8d36daa017b50299bf35a"`);
    expect(value).not.toContain("cnonce");
  });

  test("takes the strongest of several challenges, in one header or in many", () => {
    const one = `Basic realm="a, Digest", Digest realm="b", nonce="1", Digest realm="c", nonce="2", algorithm=SHA-256`;
    expect(parseChallenges([one]).map((found) => found.scheme)).toEqual(["basic", "digest", "digest"]);
    expect(strongest(parseChallenges([one]))).toMatchObject({ scheme: "digest", hash: "sha256", realm: "c" });
    expect(strongest(parseChallenges([`Digest realm="b", nonce="1"`, `Basic realm="x"`]))).toMatchObject({ hash: "md5" });
  });

  test("ignores what it cannot answer", () => {
    expect(
      parseChallenges([`Digest realm="a"`, `Digest nonce="1", algorithm=SHA-512-256`, `Digest nonce="1", qop="auth-int"`, "Negotiate"]),
    ).toEqual([]);
  });

  test("a quote, a backslash or a line break in a name cannot leave its place", () => {
    const [parsed] = parseChallenges([`Digest realm="r", nonce="n"`]);
    const value = parsed ? authorization(parsed, { username: 'a"\\\r\nX: y', password: "p" }, request) : "";
    expect(value).toContain(`username="a\\"\\\\X: y"`);
    expect(value).not.toMatch(/[\r\n]/);
  });

  test("repeats for a first challenge, a stale nonce, once for a new nonce, and else never", () => {
    const authorizer = new Authorizer(credentials);
    expect(authorizer.header("GET", "/")).toBeNull();
    expect(authorizer.accept([`Digest realm="r", nonce="1"`], 0)).toBe(true);
    expect(authorizer.header("GET", "/")).toContain(`nonce="1"`);
    expect(authorizer.accept([`Digest realm="r", nonce="1"`], 0)).toBe(false);
    expect(authorizer.accept([`Digest realm="r", nonce="2", stale=true`], 1)).toBe(true);
    expect(authorizer.accept([`Digest realm="r", nonce="3"`], 0)).toBe(true);
    expect(authorizer.accept([`Digest realm="r", nonce="4"`], 1)).toBe(false);
    expect(new Authorizer(null).accept([`Digest realm="r", nonce="1"`], 0)).toBe(false);
  });
});
