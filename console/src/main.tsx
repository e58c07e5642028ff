import "@amaliyat/ui/styles.css";
import { createI18n, languages, storedLanguage } from "@amaliyat/ui/i18n";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/index.ts";
import { App } from "./shell/index.ts";
import { featureStrings } from "./text/index.ts";
import { followLeaving } from "./workstation/index.ts";

/** By then the first screen stands, and a later change of the language does not wait. */
const OTHER_LANGUAGES_MS = 5_000;

followLeaving();
const root = document.getElementById("root");
if (!root) throw new Error("the page has no root element");
const language = storedLanguage();
const i18n = createI18n({ [language]: await featureStrings(language) }, language, featureStrings);
createRoot(root).render(
  <StrictMode>
    <App client={createQueryClient()} />
  </StrictMode>,
);
setTimeout(() => void i18n.loadLanguages([...languages]), OTHER_LANGUAGES_MS);
