import { Button } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { useDelayed } from "@amaliyat/ui/hooks";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { sentence } from "../../api/index.ts";
import { useText } from "../text.ts";
import type { KeyAnswer } from "./entries.ts";

/** Time after which a slow answer is spoken of, ms. */
const SLOW_MS = 1_000;

/** Says that the room has not answered to a typed key. Without it, a person takes a missing answer for a missing case. */
export function KeyNote({ query, answer: { asking, failed } }: { readonly query: string; readonly answer: KeyAnswer }): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const isSlow = useDelayed(asking && failed === null, SLOW_MS);
  const words = query.trim();
  if (failed === null) return isSlow ? <Banner tone="info" boxed title={text("key_search.asking", { words })} /> : null;
  const { problem, goesOn, again } = failed;
  const refused = problem === null ? undefined : sentence(problem, language);
  return (
    <Banner
      boxed
      title={text("key_search.failed", { words })}
      detail={goesOn ? text("key_search.goes_on") : refused}
      actions={
        <Button size="s" onClick={again}>
          {ui("retry")}
        </Button>
      }
    />
  );
}
