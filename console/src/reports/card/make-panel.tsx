import type { ReportCard } from "@amaliyat/contract/reports";
import { isSubcategory, PRIORITIES, PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { reportKind } from "@amaliyat/domain/reports";
import { Combobox, Field, Segmented, TextArea } from "@amaliyat/ui/controls";
import { Bdi, Num, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import FolderOpen from "lucide-react/icons/folder-open";
import MapPin from "lucide-react/icons/map-pin";
import type { ReactNode } from "react";
import { subcategoryPicks } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { usePlaceWords } from "../place-words.ts";
import { useText } from "../text.ts";
import type { CardActs } from "./use-card-acts.ts";
import type { Making } from "./use-make.ts";

export type MakePanelProps = { readonly card: ReportCard; readonly making: Making; readonly acts: CardActs };

/** The intervention of a report: the draft of a new one, or the one that it is part of already. */
export function MakePanel({ card, making, acts }: MakePanelProps): ReactNode {
  const text = useText();
  const place = usePlaceWords()(card);
  if (card.interventionId !== null) return <Made card={card} interventionId={card.interventionId} />;
  if (!acts.can.has("make")) return null;
  return (
    <Panel region title={text("make.title")} className="report-make">
      <div className="report-form">
        <MakeFields card={card} making={making} />
        <Refusal problem={making.refused} />
        <div className={place === null ? "am-row am-attention am-small" : "am-row am-t2 am-small"}>
          <MapPin size={14} aria-hidden="true" />
          {place === null ? acts.why("make") : <Bdi>{place}</Bdi>}
        </div>
      </div>
    </Panel>
  );
}

function Made({ card, interventionId }: { readonly card: ReportCard; readonly interventionId: string }): ReactNode {
  const text = useText();
  return (
    <Panel region title={text("make.title")} className="report-make">
      <div className="report-made">
        <FolderOpen size={20} aria-hidden="true" className="am-engaged" />
        <span>{text("make.made")}</span>
        <Link to="/interventions/$interventionId" params={{ interventionId }} search={{}} className="am-button am-button--primary">
          {text("make.open")} <Num>{card.interventionReference ?? ""}</Num>
        </Link>
      </div>
    </Panel>
  );
}

/** Category proposed by the report, to be changed if wrong; and a note for the log of the intervention. */
function MakeFields({ card, making: { draft, change } }: Omit<MakePanelProps, "acts">): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const options = subcategoryPicks("", language).map(({ code, label, category }) => ({
    value: code,
    label,
    detail: code,
    keywords: category,
  }));
  const proposed = card.danger ? "P1" : null;
  return (
    <>
      <Field label={text("make.subcategory")}>
        <Combobox
          options={options}
          value={draft.subcategory ?? reportKind(card.kind).subcategory}
          onChange={(code: string) => isSubcategory(code) && change({ subcategory: code })}
        />
      </Field>
      <Field label={text("make.priority")} group>
        <Segmented
          size="s"
          label={text("make.priority")}
          options={[
            ...((draft.priority ?? proposed) === null ? [{ value: "none" as const, label: text("make.by_rule") }] : []),
            ...PRIORITIES.map((value) => ({ value, label: PRIORITY_LABELS[value][language] })),
          ]}
          value={draft.priority ?? proposed ?? "none"}
          onChange={(value) => change({ priority: value === "none" ? null : value })}
        />
      </Field>
      <Field label={text("make.note")} optional>
        <TextArea rows={2} maxLength={2000} value={draft.note} onChange={(note) => change({ note })} />
      </Field>
    </>
  );
}
