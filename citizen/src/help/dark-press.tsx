import type { VNode } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { Icon } from "../icons/icon.tsx";
import { t } from "../text/text.ts";
import { isDark, writeDark, showDark } from "./dark.ts";

/** One press that darkens the screen of somebody who hides, and lights it again. It holds on these screens alone. */
export function DarkPress(): VNode {
  const [dark, setDark] = useState(isDark);
  useLayoutEffect(() => {
    showDark(dark);
    return () => showDark(false);
  }, [dark]);
  function press(): void {
    writeDark(!dark);
    setDark(!dark);
  }
  return (
    <button type="button" className="head-press" aria-pressed={dark} aria-label={t("dark.press")} title={t("dark.press")} onClick={press}>
      <Icon name={dark ? "sun" : "moon"} />
    </button>
  );
}
