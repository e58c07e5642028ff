import { describe, expect, it } from "vitest";
import { markup } from "../testing/render.tsx";
import { Bdi, Code, Num, Time } from "./isolated.tsx";

describe("isolated texts", () => {
  it("reads numbers left to right, and quantities with an Arabic unit right to left", () => {
    expect(markup(<Num>004217</Num>)).toBe('<bdi dir="ltr" class="am-num">004217</bdi>');
    expect(markup(<Num>{"1.2\u00A0كم"}</Num>)).toContain('dir="rtl"');
    expect(markup(<Num>+213 6 61</Num>)).toContain('dir="ltr"');
  });

  it("lets a name choose its direction and shows hidden commands", () => {
    expect(markup(<Bdi>{"كريم\u202E"}</Bdi>)).toBe('<bdi dir="auto">كريم[U+202E]</bdi>');
    expect(markup(<Code>TRF.OBS</Code>)).toBe('<bdi dir="ltr" class="am-mono">TRF.OBS</bdi>');
  });

  it("gives machines the instant in UTC, and no instant when it is unknown", () => {
    const at = Date.UTC(2026, 3, 18, 1, 41, 7);
    expect(markup(<Time at={at} />, "ar")).toBe('<time dir="ltr" class="am-num" dateTime="2026-04-18T01:41:07.000Z">02:41:07</time>');
    expect(markup(<Time at={at} format="date" />, "ar")).toContain('dir="rtl"');
    expect(markup(<Time at={null} />, "ar")).toContain("؟</time>");
    expect(markup(<Time at={null} />)).not.toContain("dateTime");
  });
});
