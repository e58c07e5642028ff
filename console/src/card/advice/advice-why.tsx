import type { Advised, Assignment } from "@amaliyat/contract/dispatch";
import { RANK_PART_LABELS, RANK_REASON_LABELS, SKILL_LABELS, type RankPartName, type RankReason } from "@amaliyat/domain/dispatch";
import { Chip } from "@amaliyat/ui/controls";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

/** Reasons that speak against a unit. */
const AGAINST: ReadonlySet<RankReason> = new Set([
  "position_stale",
  "position_lost",
  "position_unknown",
  "other_sector",
  "leaves_sector_empty",
  "busy_shift",
  "no_road",
  "distress",
]);

/** Part of the sum that each reason adds. */
const PART_OF: Partial<Record<RankReason, RankPartName>> = {
  position_stale: "silence",
  other_sector: "other_sector",
  leaves_sector_empty: "leaves_sector_empty",
  busy_shift: "work",
};

type AdviceWhyProps = { readonly one: Advised; readonly assignment: Assignment | undefined };

/** Reasons for a unit's rank, each with the seconds that it adds. Drive and reasons make the sum. */
export function AdviceWhy({ one, assignment }: AdviceWhyProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const reasons = reasonsOf(one, assignment);
  const secondsOf = (name: RankPartName): number => one.parts.find(({ part }) => part === name)?.seconds ?? 0;
  const added = (name: RankPartName | undefined): ReactNode =>
    name !== undefined &&
    secondsOf(name) > 0 && <Num className="card-advice__added">{`+${format.seconds(secondsOf(name) * 1000, 0)}`}</Num>;
  return (
    <span className="card-advice__why">
      {one.proposed !== null && !assignment && <Chip tone="affirm">{text(`advice.proposed.${one.proposed}`)}</Chip>}
      {one.unit.skills.map((skill) => (
        <Chip key={skill} tone="engaged">
          {SKILL_LABELS[skill][language]}
        </Chip>
      ))}
      {reasons.map((reason) => (
        <Chip key={reason} tone={AGAINST.has(reason) ? "attention" : "normal"}>
          {RANK_REASON_LABELS[reason][language]} {added(PART_OF[reason])}
        </Chip>
      ))}
      {secondsOf("work") > 0 && !reasons.includes("busy_shift") && (
        <Chip>
          {RANK_PART_LABELS.work[language]} {added("work")}
        </Chip>
      )}
    </span>
  );
}

/** The sum behind a unit's rank, with the drive in it if something was added. */
export function AdviceSum({ one: { sum, parts } }: { readonly one: Advised }): ReactNode {
  const format = useFormat();
  const { language } = useLanguage();
  if (sum === null) return <Num>–</Num>;
  const drive = parts.find(({ part }) => part === "drive")?.seconds ?? 0;
  return (
    <>
      <Num className="card-advice__time">{format.seconds(sum * 1000, 0)}</Num>
      {drive !== sum && (
        <div className="am-small am-t3">
          {RANK_PART_LABELS.drive[language]} <Num>{format.seconds(drive * 1000, 0)}</Num>
        </div>
      )}
    </>
  );
}

/**
 * A unit sent here is not «already assigned» to something else; only what speaks against it stays. «Asked for by the plan» is not said again
 * of one that is proposed for the plan.
 */
const reasonsOf = (one: Advised, assignment: Assignment | undefined): readonly RankReason[] =>
  assignment
    ? one.reasons.filter((reason) => AGAINST.has(reason))
    : one.reasons.filter((reason) => reason !== "suits_plan" || one.proposed !== "plan");
