import { expect, it } from "vitest";
import { smsTo } from "./sms.ts";

it("writes words and place into a message that the phone sends itself", () => {
  expect(smsTo("1548", "نجدة & سرعة", { lat: 31.951234, lon: 5.3 })).toBe(
    `sms:1548?body=${encodeURIComponent("نجدة & سرعة 31.95123,5.30000")}`,
  );
  expect(smsTo("1548,0551", "help", null)).toBe("sms:1548,0551?body=help");
});
