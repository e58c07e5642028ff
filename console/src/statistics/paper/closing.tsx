import type { Bulletin } from "@amaliyat/contract/statistics";
import { isolate } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { shareOfOther } from "./figures.ts";
import { usePaper } from "./paper-context.ts";

/** Largest share of «other» without a remark. Above it the bulletin says so and points to its sub-codes. */
const OTHER_GOAL = 0.1;

/** Notes on reading the figures, and the signed checkpoint of the log against which anyone can verify them. */
export function Closing({ bulletin, digest }: { readonly bulletin: Bulletin; readonly digest: string | null }): ReactNode {
  const { text, format } = usePaper();
  const other = shareOfOther(bulletin.video.byCategory);
  return (
    <section className="bulletin-closing">
      <div>
        <h2>{text("paper.reading")}</h2>
        <p>{text("paper.reading_once")}</p>
        {other !== null && other > OTHER_GOAL && (
          <p>{text("paper.reading_share", { share: isolate(format.percent(other)), goal: isolate(format.percent(OTHER_GOAL, 0)) })}</p>
        )}
        <p>{text("paper.reading_outside")}</p>
        <p>{text("paper.reading_unknown")}</p>
        <p>{text("paper.reading_rounding")}</p>
      </div>
      <div>
        <h2>{text("paper.checkpoint")}</h2>
        <pre dir="ltr" className="bulletin-note">
          {bulletin.checkpoint?.trimEnd() ?? text("paper.no_checkpoint")}
          {digest !== null && <code>json sha256 {digest}</code>}
        </pre>
        <p>{text("paper.checkpoint_text")}</p>
        <p>
          <code dir="ltr">npm run log:verify -- --log LOG --key log-key.pem --held NOTE</code>
        </p>
      </div>
    </section>
  );
}
