import type { Bulletin } from "@amaliyat/contract/statistics";
import { spanOf } from "@amaliyat/domain/calendar";
import { Bdi, Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { choiceOf, numberOf } from "../period.ts";
import { usePaper } from "./paper-context.ts";
import { spanWords, titleOf } from "./paper-title.ts";

export function PaperHead({ bulletin, publisher }: { readonly bulletin: Bulletin; readonly publisher: string }): ReactNode {
  const { text, format } = usePaper();
  const choice = choiceOf(bulletin);
  const number = numberOf(choice);
  const madeAt = Date.parse(bulletin.madeAt);
  const unfinished = madeAt < spanOf(bulletin).to;
  return (
    <header className="bulletin-head">
      <div className="bulletin-head__title">
        <p className="bulletin-head__publisher">
          <Bdi>{publisher}</Bdi>
        </p>
        <h2 className="bulletin-head__name">{titleOf(choice, text, format)}</h2>
        <p className="bulletin-grey">{spanWords(bulletin, text, format)}</p>
      </div>
      <div className="bulletin-head__aside">
        {number !== null && (
          <p>
            {text("paper.number")} <Num className="bulletin-strong">{number}</Num>
          </p>
        )}
        <p>{text("paper.made_at", { at: format.dateTime(madeAt) })}</p>
        {unfinished && <p className="bulletin-strong">{text("paper.unfinished")}</p>}
      </div>
    </header>
  );
}
