import { createHash } from "node:crypto";
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

  test("reads every field of a challenge, whatever its spelling", () => {
    expect(
      parseChallenges([
        `DIGEST Realm = "a \\"b\\" \\\\c", NONCE=bare, opaque="", algorithm=sha-256-SESS, qop="AUTH-int, Auth", stale=TRUE`,
      ]),
    ).toEqual([
      {
        scheme: "digest",
        realm: 'a "b" \\c',
        nonce: "bare",
        opaque: "",
        hash: "sha256",
        algorithm: "sha-256-SESS",
        session: true,
        qop: true,
        stale: true,
      },
    ]);
    const least = {
      scheme: "digest",
      realm: "",
      nonce: "n",
      opaque: null,
      hash: "md5",
      algorithm: null,
      session: false,
      qop: false,
      stale: false,
    };
    expect(parseChallenges([`Digest nonce="n"`])).toEqual([least]);
    expect(parseChallenges([`Digest nonce="n", qop="", stale=no`])).toEqual([least]);
    expect(parseChallenges([`Digest nonce="n", algorithm=MD5`])).toEqual([{ ...least, algorithm: "MD5" }]);
  });

  test("is none for a word that only begins or ends like a scheme, and for an algorithm that is longer", () => {
    expect(
      parseChallenges([
        "Basically",
        "Digester nonce=1",
        `XDigest nonce="n"`,
        `Digest nonce="n", algorithm=MD5x`,
        `Digest nonce="n", algorithm=xMD5`,
        "",
      ]),
    ).toEqual([]);
    expect(parseChallenges(["basic", `Basic realm="x"`])).toEqual([{ scheme: "basic" }, { scheme: "basic" }]);
    expect(strongest([])).toBeNull();
  });

  test("sends the fields that were asked for, and no others", () => {
    const one = { method: "PLAY", uri: "rtsp://c/", cnonce: "0c", count: 26 };
    const given = (text: string): string => {
      const [parsed] = parseChallenges([text]);
      return parsed === undefined ? "" : authorization(parsed, { username: "u", password: "p" }, one);
    };
    const without = (text: string): string => text.replace(/response="[0-9a-f]+"/, "response");
    expect(without(given(`Digest realm="r", nonce="n"`))).toBe(`Digest username="u", realm="r", nonce="n", uri="rtsp://c/", response`);
    expect(without(given(`Digest realm="r", nonce="n", opaque="o", algorithm=MD5, qop="auth"`))).toBe(
      `Digest username="u", realm="r", nonce="n", uri="rtsp://c/", response, algorithm=MD5, opaque="o", qop=auth, nc=0000001a, cnonce="0c"`,
    );
    expect(without(given(`Digest realm="r", nonce="n", algorithm=MD5-sess`))).toBe(
      `Digest username="u", realm="r", nonce="n", uri="rtsp://c/", response, algorithm=MD5-sess, cnonce="0c"`,
    );
    expect(given(`Basic realm="r"`)).toBe(`Basic ${Buffer.from("u:p").toString("base64")}`);
    // RFC 7616 §3.4.2: the secret of a session holds both nonces.
    const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
    const secret = md5(`${md5("u:r:p")}:n:0c`);
    expect(given(`Digest realm="r", nonce="n", algorithm=MD5-sess`)).toContain(`response="${md5(`${secret}:n:${md5("PLAY:rtsp://c/")}`)}"`);
  });

  test("counts the uses of a nonce from one, with a number of ours that is another one for each nonce", () => {
    const authorizer = new Authorizer(credentials);
    const asked = (nonce: string): readonly string[] => [`Digest realm="r", nonce="${nonce}", qop="auth", stale=true`];
    const said = (): readonly (string | undefined)[] => {
      const header = authorizer.header("GET", "/") ?? "";
      return [/nc=(\w+)/.exec(header)?.[1], /cnonce="(\w+)"/.exec(header)?.[1]];
    };
    authorizer.accept(asked("1"), 0);
    const [first, second] = [said(), said()];
    expect([first[0], second[0]]).toEqual(["00000001", "00000002"]);
    expect(first[1]).toMatch(/^[0-9a-f]{16}$/);
    expect(second[1]).toBe(first[1]);
    authorizer.accept(asked("2"), 0);
    const third = said();
    expect(third[0]).toBe("00000001");
    expect(third[1]).not.toBe(first[1]);
  });

  test.each([
    [`Digest realm="r", nonce="1"`, 0, false],
    [`Digest realm="r", nonce="2"`, 0, true],
    [`Digest realm="r", nonce="2"`, 1, false],
    [`Digest realm="r", nonce="1", stale=true`, 1, true],
    [`Digest realm="r", nonce="2", stale=true`, 2, false],
    [`Basic realm="r"`, 0, true],
    [`Basic realm="r"`, 1, false],
    ["Negotiate", 0, false],
  ])("after a challenge with the nonce 1, %s is worth another try after %i: %j", (text, repeats, expected) => {
    const authorizer = new Authorizer({ ...credentials, mayUseBasic: true });
    authorizer.accept([`Digest realm="r", nonce="1"`], 0);
    expect(authorizer.accept([text], repeats)).toBe(expected);
  });

  test("by Basic twice is worth no other try; that it was all that was offered is known only of credentials that are not sent by it", () => {
    const may = new Authorizer({ ...credentials, mayUseBasic: true });
    expect([may.accept(["Basic"], 0), may.accept(["Basic"], 0), may.isBasicRefused]).toEqual([true, false, false]);
    const mayNot = new Authorizer(credentials);
    expect([mayNot.accept(["Basic"], 0), mayNot.isBasicRefused, mayNot.header("GET", "/")]).toEqual([false, true, null]);
    expect([mayNot.accept([], 0), mayNot.isBasicRefused]).toEqual([false, false]);
    expect([mayNot.accept(["Basic", `Digest nonce="1"`], 0), mayNot.isBasicRefused]).toEqual([true, false]);
    const none = new Authorizer(null);
    expect([none.accept(["Basic"], 0), none.isBasicRefused, none.header("GET", "/")]).toEqual([false, false, null]);
  });
});
