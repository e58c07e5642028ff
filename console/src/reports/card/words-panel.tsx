import type { ReportCard } from "@amaliyat/contract/reports";
import { REPORT_ENDS, reportNatureLabels, REPORT_SORT_LABELS } from "@amaliyat/domain/reports";
import { Button } from "@amaliyat/ui/controls";
import { Bdi, languageNames, safeText, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { KEY_OF } from "./card-acts.ts";
import { Contact } from "./contact.tsx";
import type { CardActs } from "./use-card-acts.ts";

/** Author's own words, as received and untranslated; and the facts beside them. */
export function WordsPanel({ card, acts }: { readonly card: ReportCard; readonly acts: CardActs }): ReactNode {
  const text = useText();
  return (
    <Panel
      region
      title={text("words.title")}
      aside={text("words.as_written", { language: languageNames[card.language] })}
      className="report-said"
    >
      <Words card={card} />
      <Facts card={card} acts={acts} />
    </Panel>
  );
}

function Words({ card: { state, words, language } }: { readonly card: ReportCard }): ReactNode {
  const text = useText();
  if (state === "withdrawn") return <p className="report-words am-t2">{text("words.withdrawn")}</p>;
  if (words === null) return <p className="report-words am-t2">{text("words.none")}</p>;
  return (
    <blockquote className="report-words" dir="auto" lang={language}>
      {safeText(words)}
    </blockquote>
  );
}

/** Further facts of a city's system. An address of a stranger is text and no link: nobody calls on it by a press. */
function outsideFacts({ outside }: ReportCard, text: ReturnType<typeof useText>): (readonly [word: string, said: ReactNode])[] {
  const { addressId = null, mediaUrls = [] } = outside ?? {};
  const pictures = (
    <bdi key="media" dir="ltr" className="report-pre">
      {safeText(mediaUrls.join("\n"))}
    </bdi>
  );
  return [
    ...(addressId === null ? [] : [[text("fact.address_id"), <Bdi key="address">{safeText(addressId)}</Bdi>] as const]),
    ...(mediaUrls.length === 0 ? [] : [[text("fact.media_urls"), pictures] as const]),
  ];
}

function Facts({ card, acts }: { readonly card: ReportCard; readonly acts: CardActs }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const end = REPORT_ENDS.find((one) => one.end === card.end);
  const time = (at: string): ReactNode => <Time at={Date.parse(at)} format="dateTime" />;
  const nature = (
    <span className="am-row am-row--wrap">
      {reportNatureLabels(card.nature)[language]}
      {acts.can.has("classify") && (
        <Button size="s" variant="quiet" shortcut={KEY_OF.classify} onClick={() => acts.act("classify")}>
          {text("act.classify")}
        </Button>
      )}
    </span>
  );
  const facts: readonly (readonly [word: string, said: ReactNode])[] = [
    [text("fact.sort"), REPORT_SORT_LABELS[card.sort][language]],
    [text("fact.nature"), nature],
    ...(card.happenedAt === null ? [] : [[text("fact.happened"), time(card.happenedAt)] as const]),
    [text("fact.written"), time(card.writtenAt)],
    [
      text("fact.contact"),
      card.contact === null ? <span className="am-t3">{text("fact.no_contact")}</span> : <Contact contact={card.contact} />,
    ],
    ...outsideFacts(card, text),
    ...(end === undefined ? [] : [[text("fact.end"), end.labels[language]] as const]),
    ...(card.endWords === null
      ? []
      : [
          [
            text("fact.end_words"),
            <bdi key="end" dir="auto" className="report-pre">
              {safeText(card.endWords)}
            </bdi>,
          ] as const,
        ]),
    [text("fact.kept"), <Time key="kept" at={Date.parse(card.keptUntil)} format="date" />],
  ];
  return (
    <dl className="report-facts">
      {facts.map(([word, said]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}
