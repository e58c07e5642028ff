import "@amaliyat/ui/styles.css";
import { createI18n } from "@amaliyat/ui/i18n";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./shell/app.tsx";
import { featureResources } from "./text/index.ts";

createI18n(featureResources());
const root = document.getElementById("root");
if (!root) throw new Error("the page has no root element");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
