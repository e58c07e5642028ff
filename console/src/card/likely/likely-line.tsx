import type { Likely } from "@amaliyat/contract/interventions";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Link } from "@tanstack/react-router";
import Copy from "lucide-react/icons/copy";
import type { ReactNode } from "react";
import { shortReference, titleOf, type Rise, RiseLine, usePlaceWords } from "../../facts/index.ts";
import { useText } from "../text.ts";

export type LikelyLineProps = {
  readonly likely: Likely;
  /** Rise of danger that a join would cause in the intervention that stays; null if there is none. */
  readonly rise: Rise | null;
  readonly children: ReactNode;
};

/** An open intervention that may be the same event: its kind, the distance in place and time, and the possible acts. */
export function LikelyLine({ likely, rise, children }: LikelyLineProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const placeWords = usePlaceWords();
  const { row, metres, apartMs } = likely;
  const place = placeWords(row);
  return (
    <li className="card-likely__line" data-likely={row.reference}>
      <Copy size={16} aria-hidden="true" className="card-likely__icon" />
      <div className="card-likely__words">
        <div>
          {text("likely.like")}{" "}
          <Link to="/interventions/$interventionId" params={{ interventionId: row.interventionId }} search={{}}>
            {titleOf(row.subcategory, language)} <Num>{shortReference(row.reference, roomNow())}</Num>
          </Link>
        </div>
        <div className="am-small am-t2">
          <Num>{format.distance(metres)}</Num> · <Num>{format.duration(Math.round(apartMs / 60_000) * 60_000)}</Num>
          {place !== null && (
            <>
              {" · "}
              <Bdi>{place}</Bdi>
            </>
          )}
        </div>
        <RiseLine rise={rise} />
        <div className="card-likely__acts">{children}</div>
      </div>
    </li>
  );
}
