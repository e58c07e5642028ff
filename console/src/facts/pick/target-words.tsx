import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { levelOf, shortReference, titleOf } from "../intervention/facts.ts";
import type { MergeTarget } from "./merge-targets.ts";
import "./pick.css";

/** Another intervention in a list to pick from: priority, number, kind, place. */
export function TargetWords({ target, place }: { readonly target: MergeTarget; readonly place: string | null }): ReactNode {
  const { language } = useLanguage();
  const { row } = target;
  return (
    <span className="card-target">
      <PriorityGlyph priority={levelOf(row.priority)} size={20} />
      <Num className="am-strong">{shortReference(row.reference, roomNow())}</Num>
      <span>{titleOf(row.subcategory, language)}</span>
      {place !== null && (
        <span className="am-t3 am-clip">
          <Bdi>{place}</Bdi>
        </span>
      )}
    </span>
  );
}

/** Distance and time between the two. */
export function TargetApart({ target }: { readonly target: MergeTarget }): ReactNode {
  const format = useFormat();
  return (
    <>
      {target.metres !== null && (
        <>
          <Num>{format.distance(target.metres)}</Num> ·{" "}
        </>
      )}
      <Num>{format.duration(Math.round(target.apartMs / 60_000) * 60_000)}</Num>
    </>
  );
}
