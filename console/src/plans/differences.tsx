import { planStep, type Plan } from "@amaliyat/contract/plans";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { PARTNER_KIND_LABELS } from "@amaliyat/domain/partners";
import { planDifferences, type KeptStep, type PlanDifference } from "@amaliyat/domain/plans";
import { Bdi, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useCameras } from "../facts/index.ts";
import { needWords, whoWords } from "./plan-words.ts";
import { useText } from "./text.ts";

type Compared = Pick<Plan, "priorities" | "needs" | "steps" | "partners" | "cameras" | "retired">;
type DifferencesProps = { readonly from: Compared; readonly to: Compared };

/** Changes from one version to another: removed text is struck out, new text is underlined. */
export function Differences({ from, to }: DifferencesProps): ReactNode {
  const text = useText();
  const found = planDifferences(from, to);
  if (found.length === 0) return <p className="am-t3">{text("difference.none")}</p>;
  return (
    <ul className="plans-differences">
      {found.map((one, at) => (
        <li key={at}>
          <Difference one={one} from={from} to={to} />
        </li>
      ))}
    </ul>
  );
}

function Difference({ one, from, to }: DifferencesProps & { readonly one: PlanDifference }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const partsOf = useParts();
  switch (one.kind) {
    case "step_added":
      return <Lines word={text("difference.step")} came={[one.step.text[language]]} />;
    case "step_removed":
      return <Lines word={text("difference.step")} went={[one.step.text[language]]} />;
    case "step_changed": {
      const [went, came] = changedWords(one.from, one.to, language);
      return <Lines word={text("difference.step")} went={went} came={came} />;
    }
    case "steps_moved":
    case "retired":
    case "restored":
      return text(`difference.${one.kind}`);
    default: {
      const [before, after] = [partsOf(from, one.kind), partsOf(to, one.kind)];
      const apart = (these: readonly string[], those: readonly string[]) => these.filter((each) => !those.includes(each));
      return <Lines word={text(`field.${one.kind}`)} went={apart(before, after)} came={apart(after, before)} />;
    }
  }
}

/**
 * Changed parts of a step: the wording in each language, and the person who does it. If no wording changed, the reader's own language is
 * shown.
 */
function changedWords(from: KeptStep, to: KeptStep, language: Language): readonly [string[], string[]] {
  const spoken = LANGUAGES.filter((one) => from.text[one] !== to.text[one]);
  const shown = spoken.length === 0 ? [language] : spoken;
  const doer = ({ who }: KeptStep): string[] => {
    const known = planStep.shape.who.safeParse(who).data ?? null;
    return known === null ? [] : [whoWords(known, language) ?? ""];
  };
  const isSameDoer = JSON.stringify(doer(from)) === JSON.stringify(doer(to));
  const words = (step: KeptStep): string[] => [...shown.map((one) => step.text[one]), ...(isSameDoer ? [] : doer(step))];
  return [words(from), words(to)];
}

/** Each part of a version as lines in the reader's language. */
function useParts() {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const cameras = useCameras().data ?? [];
  return (plan: Compared, part: "priorities" | "needs" | "partners" | "cameras"): readonly string[] => {
    if (part === "priorities") return plan.priorities;
    if (part === "needs") return plan.needs.map((need) => `${format.number(need.count)} × ${needWords(need, language)}`);
    if (part === "partners") return plan.partners.map((partner) => PARTNER_KIND_LABELS[partner][language]);
    if (plan.cameras.kind === "nearest") return [`${text("cameras.nearest")} · ${format.number(plan.cameras.count)}`];
    return plan.cameras.cameraIds.map((id) => cameras.find(({ cameraId }) => cameraId === id)?.code ?? text("cameras.unknown"));
  };
}

type LinesProps = { readonly word: string; readonly went?: readonly string[]; readonly came?: readonly string[] };

function Lines({ word, went = [], came = [] }: LinesProps): ReactNode {
  return (
    <>
      <span className="am-t2">{word}</span>
      {went.map((line) => (
        <del key={line}>
          <Bdi>{line}</Bdi>
        </del>
      ))}
      {came.map((line) => (
        <ins key={line}>
          <Bdi>{line}</Bdi>
        </ins>
      ))}
    </>
  );
}
