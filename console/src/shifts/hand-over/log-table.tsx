import type { HandOverLine, HandOverLog, Note } from "@amaliyat/contract/shifts";
import { HAND_OVER_LABELS } from "@amaliyat/domain/shifts";
import { Button, Chip, Segmented } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, searchItems, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Table, type Column } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { levelOf, shortReference } from "../../facts/index.ts";
import { ListSearch, NoneFound } from "../../lists/index.ts";
import { PersonName, usePersonNames } from "../../session/index.ts";
import { useText } from "../text.ts";
import { isOfPart, LOG_PARTS, subjectOf, wordsOf, type LogPart } from "./log-lines.ts";

type TableProps = { readonly log: HandOverLog; readonly acts: NoteActs | null };
/** Acts on a note: correct it by another, or pin it for the next shift. */
export type NoteActs = { readonly correct: (line: HandOverLine) => void; readonly pin: (noteId: string) => void };

/** The hand-over log, newest first, narrowed to a part or to a search. */
export function LogTable({ log, acts }: TableProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [part, setPart] = useState<LogPart>("all");
  const [query, setQuery] = useState("");
  const names = usePersonNames();
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useColumns(acts);
  const rows = searchItems(
    log.lines.filter((line) => isOfPart(line, part)).toReversed(),
    query,
    (line) =>
      `${HAND_OVER_LABELS[line.kind][language]} ${line.reference ?? ""} ${subjectOf(line, language)} ${wordsOf(line, language)} ${names.words(line.by ?? "")}`,
  );
  return (
    <>
      <div className="list-filter">
        <ListSearch placeholder={text("log.search")} value={query} onChange={setQuery} />
        <Segmented
          size="s"
          label={text("log.part")}
          options={LOG_PARTS.map((value) => ({ value, label: text(`log.parts.${value}`) }))}
          value={part}
          onChange={setPart}
        />
      </div>
      <Table
        label={text("view.log")}
        columns={columns}
        rows={rows}
        rowKey={(line) => line.key}
        selected={selected}
        onSelect={setSelected}
        empty={log.lines.length === 0 ? <EmptyState title={text("log.empty")} text={text("log.empty_text")} /> : <NoneFound />}
      />
    </>
  );
}

function useColumns(acts: NoteActs | null): readonly Column<HandOverLine>[] {
  const text = useText();
  const { language } = useLanguage();
  return [
    { id: "at", header: text("log.column.at"), width: "104px", renderCell: (line) => <Time at={Date.parse(line.at)} /> },
    {
      id: "kind",
      header: text("log.column.kind"),
      width: "190px",
      renderCell: (line) => (
        <span className="shifts-chips">
          {HAND_OVER_LABELS[line.kind][language]}
          {line.note?.corrects && <Chip>{text("log.corrects")}</Chip>}
        </span>
      ),
    },
    {
      id: "what",
      header: text("log.column.what"),
      width: "30%",
      renderCell: (line) => (
        <span className="shifts-title">
          {line.priority !== null && <PriorityGlyph priority={levelOf(line.priority)} size={20} />}
          <span>
            <Bdi>{subjectOf(line, language)}</Bdi> {line.interventionId !== null && <Reference line={line} />}
          </span>
        </span>
      ),
    },
    { id: "text", header: text("log.column.text"), renderCell: (line) => <Bdi>{wordsOf(line, language)}</Bdi> },
    {
      id: "by",
      header: text("log.column.by"),
      width: "150px",
      clip: true,
      renderCell: (line) => (line.by ? <PersonName name={line.by} /> : "–"),
    },
    ...(acts
      ? [
          {
            id: "act",
            header: "",
            width: "170px",
            renderCell: (line: HandOverLine) =>
              line.note === null ? null : <NoteButtons line={line} matter={line.note.matter} noteId={line.note.noteId} acts={acts} />,
          },
        ]
      : []),
  ];
}

function Reference({ line }: { readonly line: HandOverLine }): ReactNode {
  return (
    <Link to="/interventions/$interventionId" params={{ interventionId: line.interventionId ?? "" }}>
      <Num className="am-t2">{shortReference(line.reference ?? "", roomNow())}</Num>
    </Link>
  );
}

type ButtonsProps = { readonly line: HandOverLine; readonly matter: Note["matter"]; readonly noteId: string; readonly acts: NoteActs };

function NoteButtons({ line, matter, noteId, acts }: ButtonsProps): ReactNode {
  const text = useText();
  return (
    <span className="shifts-acts">
      <Button size="s" variant="quiet" onClick={() => acts.correct(line)}>
        {text("log.correct")}
      </Button>
      {matter === "none" && (
        <Button size="s" variant="quiet" onClick={() => acts.pin(noteId)}>
          {text("log.pin")}
        </Button>
      )}
    </span>
  );
}
