import { describe, expect, it } from "vitest";
import { setRoomTime } from "../hooks/index.ts";
import { markup } from "../testing/render.tsx";
import { AlarmBar, Banner, EmptyState, ErrorPanel, LoadingState, LostState, NoPermissionState, Progress, ToastRegion } from "./index.ts";

const nothing = (): void => undefined;

describe("messages", () => {
  it("interrupt for an alarm, wait their turn for the rest", () => {
    expect(markup(<AlarmBar title="Distress: 214" onAcknowledge={nothing} />)).toMatch(/^<div role="alert".*aria-keyshortcuts="F9"/u);
    expect(markup(<Banner title="Site 14" />)).toContain('aria-live="polite"');
    expect(markup(<ToastRegion />, "ar")).toMatch(/aria-label="الإشعارات" aria-live="polite"/u);
  });

  it("give progress a value, or none while the whole is unknown", () => {
    const known = markup(<Progress label="Export" ratio={0.416} onCancel={nothing} />, "fr");
    expect(known).toContain('aria-valuenow="42"');
    expect(known).toContain('aria-valuetext="42\u00A0%"');
    expect(known).toContain("Abandonner");
    expect(markup(<Progress label="Export" ratio={null} />)).not.toContain("aria-valuenow");
    expect(markup(<Progress label="Export" ratio={1.7} />)).toContain('aria-valuenow="100"');
  });
});

describe("the four states", () => {
  it("say what will come", () => {
    expect(markup(<EmptyState title="No open intervention" text="New ones appear here." />)).toContain("New ones appear here.");
  });

  it("draw nothing for what is quick", () => {
    expect(markup(<LoadingState what="interventions" />)).toBe('<div class="am-state am-state--loading" aria-live="polite"></div>');
  });

  it("say since when contact is lost, what is kept, and offer to retry", () => {
    const html = markup(<LostState since={null} onRetry={nothing} />, "ar");
    expect(html).toContain("انقطع الخادم منذ ؟");
    expect(html).toContain("ما تكتبه محفوظ هنا");
    expect(html).toContain("أعد الآن");
  });

  it("count from the moment contact was lost to the next try", () => {
    setRoomTime(1_000_000);
    const html = markup(<LostState since={982_000} nextTryAt={1_004_000} onRetry={nothing} />, "ar");
    setRoomTime(Date.now());
    expect(html).toContain("منذ 00:18");
    expect(html).toContain("محاولة بعد 4\u00A0ث");
  });

  it("say why not, that it is logged, and how to ask", () => {
    const html = markup(<NoPermissionState reason="Sector 6." onAsk={nothing} />);
    expect(html).toContain("Sector 6. This refusal is logged.");
    expect(html).toContain("Ask for permission");
    expect(markup(<NoPermissionState logged={false} />)).not.toContain("logged");
  });

  it("never show a code without its sentence", () => {
    const html = markup(<ErrorPanel code="intervention.already_closed" message="A colleague closed it." reference="7f3c" />);
    expect(html).toContain("A colleague closed it.");
    expect(html).toContain('<bdi dir="ltr" class="am-state__code">intervention.already_closed · 7f3c</bdi>');
    expect(html).toContain('aria-live="assertive"');
  });
});
