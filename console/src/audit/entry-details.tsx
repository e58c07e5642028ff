import { describeLogType, isLogType, LOG_GROUP_LABELS, type LogRow } from "@amaliyat/contract/audit";
import { Button } from "@amaliyat/ui/controls";
import { Banner, EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, Code, Num, safeText, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import ListTree from "lucide-react/icons/list-tree";
import type { ReactNode } from "react";
import { useSectors } from "../facts/index.ts";
import { PersonName } from "../session/index.ts";
import { namelessKey, purposeWords, refusalWords, roleWords, subjectName, typeWords } from "./entry-words.ts";
import type { Narrow } from "./log-search.ts";
import { Subject } from "./log-table.tsx";
import { useText } from "./text.ts";

/** One entry with every field that it has, and its place in the tree. */
export function EntryDetails({ row, onNarrow }: { readonly row: LogRow | null; readonly onNarrow: Narrow }): ReactNode {
  const text = useText();
  const format = useFormat();
  if (!row) return <EmptyState icon={<ListTree size={24} />} title={text("details.none")} text={text("details.none_text")} />;
  const { actorId, subjectKind, subjectId } = row;
  return (
    <div className="audit-details">
      {row.erased && <Banner boxed tone="info" title={text("details.erased")} detail={text("details.erased_text")} />}
      <dl className="audit-fields">
        <Line name={text("column.index")}>
          <Num className="am-strong">{format.number(row.index)}</Num>
        </Line>
        <Line name={text("column.at")}>
          <Num>{format.dateTime(Date.parse(row.at))}</Num>
          <Code className="am-t3 am-small">{row.at}</Code>
        </Line>
        <TypeLine type={row.type} />
        <PersonLine row={row} />
        <Line name={text("column.subject")}>
          <Subject row={row} />
          {subjectId !== null && subjectId !== subjectName(row) && <Code className="am-t3 am-small">{subjectId}</Code>}
        </Line>
        <SectorLine sectorId={row.sectorId} />
        <ReasonLines row={row} />
        <OutcomeLine row={row} />
      </dl>
      <div className="audit-acts">
        {actorId !== null && (
          <Button size="s" onClick={() => onNarrow({ person: actorId })}>
            {text("details.same_person")}
          </Button>
        )}
        {subjectKind !== null && (
          <Button size="s" onClick={() => onNarrow({ subjectKind, subjectId: subjectId ?? undefined })}>
            {text("details.same_subject")}
          </Button>
        )}
      </div>
      {row.detail !== null && row.detail !== undefined && (
        <>
          <h3 className="am-t2 am-small">{text("details.told")}</h3>
          <pre dir="ltr" className="audit-json">
            {safeText(JSON.stringify(row.detail, null, 2))}
          </pre>
        </>
      )}
    </div>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function TypeLine({ type }: { readonly type: string }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const group = isLogType(type) ? LOG_GROUP_LABELS[describeLogType(type).group][language] : null;
  return (
    <Line name={text("column.type")}>
      <span className="am-strong">{typeWords(type, language)}</span>
      <span className="am-t3 am-small">
        {group} <Code>{type}</Code>
      </span>
    </Line>
  );
}

function PersonLine({ row }: { readonly row: LogRow }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { actorName, actorRole, actorId, sessionId } = row;
  return (
    <>
      <Line name={text("column.person")}>
        {actorName === null ? text(namelessKey(row)) : <PersonName name={actorName} />}
        {actorName !== null && actorRole !== null && <span className="am-t2">{roleWords(actorRole, language)}</span>}
        {actorId !== null && <Code className="am-t3 am-small">{actorId}</Code>}
      </Line>
      {sessionId !== null && (
        <Line name={text("details.session")}>
          <Code className="am-t3 am-small">{sessionId}</Code>
        </Line>
      )}
    </>
  );
}

function SectorLine({ sectorId }: { readonly sectorId: string | null }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const sectors = useSectors().data ?? [];
  if (sectorId === null) return null;
  const name = sectors.find((sector) => sector.sectorId === sectorId)?.names[language];
  return (
    <Line name={text("details.sector")}>
      {name !== undefined && <Bdi>{name}</Bdi>}
      <Code className="am-t3 am-small">{sectorId}</Code>
    </Line>
  );
}

function ReasonLines({ row }: { readonly row: LogRow }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <>
      {row.purpose !== null && <Line name={text("details.purpose")}>{purposeWords(row.purpose, language)}</Line>}
      {row.workItem !== null && (
        <Line name={text("details.work_item")}>
          <Code>{row.workItem}</Code>
        </Line>
      )}
    </>
  );
}

function OutcomeLine({ row }: { readonly row: LogRow }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <Line name={text("column.outcome")}>
      <span className={row.outcome === "refused" ? "am-attention" : undefined}>{text(`outcome.${row.outcome}`)}</span>
      {row.refusalCode !== null && (
        <>
          <span>{refusalWords(row.refusalCode, language)}</span>
          <Code className="am-t3 am-small">{row.refusalCode}</Code>
        </>
      )}
    </Line>
  );
}
