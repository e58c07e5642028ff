import { cameraAddress } from "@amaliyat/contract/cameras";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitStreamUrl, withoutCredentials } from "./stream-url.ts";

describe("splitting a pasted stream address", () => {
  it("takes an address as manuals write it", () => {
    expect(splitStreamUrl("rtsp://admin:12345@10.0.0.5:8554/Streaming/Channels/101?transportmode=unicast")).toEqual({
      host: "10.0.0.5",
      port: 8554,
      path: "/Streaming/Channels/101?transportmode=unicast",
      credentials: { username: "admin", password: "12345" },
    });
    expect(splitStreamUrl(" RTSP://camera-31.local ")).toEqual({ host: "camera-31.local", port: 554, path: "/", credentials: null });
    expect(splitStreamUrl("rtsp://[fd00::31]:554/main")).toMatchObject({ host: "[fd00::31]", port: 554, path: "/main" });
  });

  it("finds passwords that were not encoded", () => {
    expect(splitStreamUrl("rtsp://admin:p@ss@10.0.0.5/main")?.credentials).toEqual({ username: "admin", password: "p@ss" });
    expect(splitStreamUrl("rtsp://admin:p/ss@10.0.0.5/main")).toMatchObject({
      host: "10.0.0.5",
      path: "/main",
      credentials: { username: "admin", password: "p/ss" },
    });
    expect(splitStreamUrl("rtsp://admin:p@ss/word@10.0.0.5:554/main")).toMatchObject({
      host: "10.0.0.5",
      path: "/main",
      credentials: { username: "admin", password: "p@ss/word" },
    });
    expect(splitStreamUrl("rtsp://admin:12/ss@10.0.0.5/main")?.credentials?.password).toBe("12/ss");
    expect(splitStreamUrl("rtsp://admin:a%40b%3A@10.0.0.5/")?.credentials?.password).toBe("a@b:");
    expect(splitStreamUrl("rtsp://admin:100%@10.0.0.5/")?.credentials?.password).toBe("100%");
  });

  it("finds any password before an IP address, encoded or not", () => {
    const secret = fc.string({
      minLength: 1,
      maxLength: 20,
      unit: fc.constantFrom("a", "Z", "0", "9", "@", ":", "/", "?", "#", "&", "é", "ك"),
    });
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}$/), secret, (username, password) => {
        expect(splitStreamUrl(`rtsp://${username}:${password}@10.1.2.3:554/main`)).toEqual({
          host: "10.1.2.3",
          port: 554,
          path: "/main",
          credentials: { username, password },
        });
      }),
    );
  });

  it("leaves an @ of the path where it is", () => {
    expect(splitStreamUrl("rtsp://10.0.0.5:554/live@main")).toEqual({ host: "10.0.0.5", port: 554, path: "/live@main", credentials: null });
    expect(splitStreamUrl("rtsp://a:b@10.0.0.5/live@main")).toMatchObject({ host: "10.0.0.5", path: "/live@main" });
  });

  it("is not fooled by other addresses and words", () => {
    for (const text of ["10.0.0.5", "http://a:b@c/d", "rtsp://", "", "camera"]) expect(splitStreamUrl(text)).toBeNull();
  });

  it("gives back any credentials, and an address that never holds them", () => {
    const secret = fc.string({
      minLength: 1,
      maxLength: 20,
      unit: fc.constantFrom("a", "Z", "0", "9", "@", ":", "/", "?", "#", "%", "&", "é", " ", "ك"),
    });
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}$/), secret, (username, password) => {
        const url = `rtsp://${username}:${encodeURIComponent(password)}@10.1.2.3:554/main`;
        const split = splitStreamUrl(url);
        expect(split?.credentials).toEqual({ username, password });
        const { host, port, path } = split ?? {};
        expect(cameraAddress.safeParse({ host, port, mainPath: path }).success).toBe(true);
        expect(`${host}${path}`).toBe("10.1.2.3/main");
      }),
    );
  });

  it("keeps no credentials of an address that it cannot split", () => {
    expect(withoutCredentials("http://admin:secret@10.0.0.5/x")).toBe("10.0.0.5/x");
    expect(withoutCredentials("10.0.0.5")).toBe("10.0.0.5");
  });
});
