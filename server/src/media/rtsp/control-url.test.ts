import { describe, expect, test } from "vitest";
import { baseUrl, controlUrl, requestUrl, setupUrls } from "./control-url.ts";

describe("control URL", () => {
  test.each([
    ["rtsp://c/live/", "trackID=1", "rtsp://c/live/trackID=1"],
    ["rtsp://c/live", "trackID=1", "rtsp://c/live/trackID=1"],
    ["rtsp://c/live/", "/trackID=1", "rtsp://c/live/trackID=1"],
    ["rtsp://c:554/cam/realmonitor?channel=1&subtype=1/", "trackID=0", "rtsp://c:554/cam/realmonitor?channel=1&subtype=1/trackID=0"],
    ["rtsp://c:5050/H264?channel=1&proto=Onvif", "video", "rtsp://c:5050/H264?channel=1&proto=Onvif/video"],
    ["rtsp://c/s/", "?ctype=video", "rtsp://c/s/?ctype=video"],
    ["rtsp://c/s/", "rtsp://10.1.1.30:8554/onvif2/trackID=0", "rtsp://10.1.1.30:8554/onvif2/trackID=0"],
    ["rtsp://c/s/", "*", "rtsp://c/s/"],
    ["rtsp://c/s/", null, "rtsp://c/s/"],
  ])("%s with %s is %s", (base, control, expected) => {
    expect(controlUrl(base, control)).toBe(expected);
  });

  test("the base is Content-Base, then Content-Location, then the request", () => {
    expect(baseUrl("rtsp://c/live", " rtsp://c/base/ ", "rtsp://c/place")).toBe("rtsp://c/base/");
    expect(baseUrl("rtsp://c/live", null, "rtsp://c/place")).toBe("rtsp://c/place");
    expect(baseUrl("rtsp://c:8554/live", "/base/", null)).toBe("rtsp://c:8554/base/");
    expect(baseUrl("rtsp://c/live", "192.168.1.10:554/stream0/", null)).toBe("rtsp://c/live");
  });

  test("a wrong base is followed by the request's own", () => {
    expect(setupUrls("rtsp://c/live", "rtsp://other/x/", "track1")).toEqual(["rtsp://other/x/track1", "rtsp://c/live/track1"]);
    expect(setupUrls("rtsp://c/live", "rtsp://c/live/", "track1")).toEqual(["rtsp://c/live/track1"]);
  });

  test("what could break a request line is encoded", () => {
    expect(requestUrl({ host: "10.0.0.1", port: 554, path: "/a b\r\nX: y" })).toBe("rtsp://10.0.0.1/a%20b%0D%0AX:%20y");
    expect(requestUrl({ host: "fe80::1", port: 8554, path: "كاميرا" })).toMatch(/^rtsp:\/\/\[fe80::1\]:8554\/%D9/);
    expect(controlUrl("rtsp://c/", "a\u0001b")).toBe("rtsp://c/a%01b");
  });
});
