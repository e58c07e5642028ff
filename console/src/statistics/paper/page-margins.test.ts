import { describe, expect, it } from "vitest";
import { pageRules } from "./page-margins.ts";

describe("the foot of a printed page", () => {
  it("puts the publisher at the start edge and the page at the other, by direction", () => {
    const words = { start: "خلية الإعلام", middle: "العربية", page: "الصفحة" };
    expect(pageRules({ direction: "rtl", ...words })).toContain('@bottom-right { content: "خلية الإعلام"');
    expect(pageRules({ direction: "ltr", ...words })).toContain('@bottom-left { content: "خلية الإعلام"');
  });

  it("keeps quotes of a name inside their string", () => {
    const rules = pageRules({ direction: "ltr", start: 'la "salle" \\ ici', middle: "", page: "Page" });
    expect(rules).toContain('content: "la \\"salle\\" \\\\ ici"');
  });
});
