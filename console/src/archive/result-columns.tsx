import type { ArchiveItem } from "@amaliyat/contract/archive";
import { recordings } from "@amaliyat/contract/recordings";
import { BOLO_STANDING_LABELS } from "@amaliyat/domain/bolos";
import { CALL_ENDINGS } from "@amaliyat/domain/calls";
import { REPORT_STATE_LABELS } from "@amaliyat/domain/reports";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { Bdi, Num, Time, useLanguage, type Language } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import { Link } from "@tanstack/react-router";
import Film from "lucide-react/icons/film";
import MessageSquare from "lucide-react/icons/message-square";
import Phone from "lucide-react/icons/phone";
import SearchCheck from "lucide-react/icons/search-check";
import type { ReactNode } from "react";
import { levelOf } from "../facts/index.ts";
import { useMay } from "../session/index.ts";
import { useItemWords } from "./item-words.ts";
import { useText } from "./text.ts";

const dash = <span className="am-t3">–</span>;

/** Columns of what was found, the same for every source. */
export function useArchiveColumns(): readonly Column<ArchiveItem>[] {
  const text = useText();
  return [
    {
      id: "at",
      header: text("column.at"),
      width: "150px",
      renderCell: ({ at }) => (
        <>
          <Time at={Date.parse(at)} format="numericDay" className="am-t3" /> <Time at={Date.parse(at)} format="shortTime" />
        </>
      ),
    },
    { id: "what", header: text("column.what"), clip: true, renderCell: (item) => <What item={item} /> },
    {
      id: "place",
      header: text("column.place"),
      clip: true,
      renderCell: (item) => {
        const place = item.source === "bolo" ? null : item.row.placeText;
        return place === null ? dash : <Bdi>{place}</Bdi>;
      },
    },
    { id: "state", header: text("column.state"), width: "130px", clip: true, renderCell: (item) => <State item={item} /> },
    { id: "reference", header: text("column.reference"), width: "140px", renderCell: ({ row }) => <Num>{row.reference}</Num> },
  ];
}

function What({ item }: { readonly item: ArchiveItem }): ReactNode {
  const wordsOf = useItemWords();
  switch (item.source) {
    case "intervention":
      return withIcon(<PriorityGlyph priority={levelOf(item.row.priority)} size={18} />, wordsOf(item), <Marks item={item} />);
    case "call":
      return withIcon(<Phone size={16} aria-hidden="true" />, wordsOf(item));
    case "report":
      return withIcon(<MessageSquare size={16} aria-hidden="true" />, wordsOf(item));
    case "bolo":
      return withIcon(<SearchCheck size={16} aria-hidden="true" />, wordsOf(item));
  }
}

const withIcon = (icon: ReactNode, words: string, marks?: ReactNode): ReactNode => (
  <span className="am-row">
    {icon}
    <Bdi className="am-clip">{words}</Bdi>
    {marks}
  </span>
);

/** Words by which an intervention was found, if its row does not show them, and the way to its clip. */
function Marks({ item }: { readonly item: Extract<ArchiveItem, { source: "intervention" }> }): ReactNode {
  const text = useText();
  const mayReplay = useMay(recordings.openReplay);
  const { foundIn, clip, row } = item;
  const film = <Film size={16} aria-hidden="true" />;
  return (
    <>
      {foundIn !== null && <span className="archive-mark am-t3 am-small">{text(`found_in.${foundIn}`)}</span>}
      {clip !== null &&
        (mayReplay ? (
          <Link
            to="/playback"
            search={{ camera: clip.cameraId, from: clip.from, to: clip.to, intervention: row.interventionId }}
            className="archive-mark am-icon-button am-icon-button--s"
            aria-label={text("replay_clip", { reference: row.reference })}
            title={text("replay_clip", { reference: row.reference })}
          >
            {film}
          </Link>
        ) : (
          <span className="archive-mark am-t3" role="img" aria-label={text("has_clip")} title={text("has_clip")}>
            {film}
          </span>
        ))}
    </>
  );
}

function State({ item }: { readonly item: ArchiveItem }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  switch (item.source) {
    case "intervention":
      return text(`state.${item.row.state}`);
    case "call":
      return endingWords(item.row.ending, language) ?? text("state.goes_on");
    case "report":
      return REPORT_STATE_LABELS[item.row.state][language];
    case "bolo":
      return BOLO_STANDING_LABELS[item.row.standing][language];
  }
}

const endingWords = (ending: string | null, language: Language): string | null =>
  CALL_ENDINGS.find(({ code }) => code === ending)?.labels[language] ?? null;
