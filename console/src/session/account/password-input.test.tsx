import { createI18n } from "@amaliyat/ui/i18n";
import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { expect, it } from "vitest";
import { PasswordInput } from "./password-input.tsx";

it("hides what is typed, names itself to password managers, and stops nothing from being pasted", () => {
  for (const autoComplete of ["current-password", "new-password"] as const) {
    const field = <PasswordInput value="a secret" onChange={() => undefined} autoComplete={autoComplete} />;
    const html = renderToStaticMarkup(<I18nextProvider i18n={createI18n({ ar: {}, fr: {}, en: {} }, "en")}>{field}</I18nextProvider>);
    const input = /<input[^>]*>/u.exec(html)?.[0] ?? "";
    expect(input).toContain('type="password"');
    expect(input.toLowerCase()).toContain(`autocomplete="${autoComplete}"`);
    expect(input).not.toMatch(/readonly|disabled|maxlength/iu);
  }
});
