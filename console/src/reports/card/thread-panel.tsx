import type { ReportCard } from "@amaliyat/contract/reports";
import { isolate, safeText, Time } from "@amaliyat/ui/i18n";
import { Panel, SCROLLED_BY_KEYS } from "@amaliyat/ui/layout";
import { useEffect, useRef, type ReactNode, type Ref } from "react";
import { usePersonNames } from "../../session/index.ts";
import { useText } from "../text.ts";
import { Composer } from "./forms/composer.tsx";
import type { Writing } from "./writing.ts";
import type { CardActs } from "./use-card-acts.ts";

export type ThreadPanelProps = { readonly card: ReportCard; readonly acts: CardActs; readonly ref: Ref<Writing> };

/** Questions and messages of the room, and answers of the author; the newest last, beside the input. */
export function ThreadPanel({ card, acts, ref }: ThreadPanelProps): ReactNode {
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  const { length } = card.messages;
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [length]);
  return (
    <Panel region title={text("thread.title")} count={length} className="report-thread">
      {length === 0 && <p className="report-note am-t2">{text("thread.none")}</p>}
      <ol ref={list} className="report-thread__list" {...SCROLLED_BY_KEYS}>
        {card.messages.map((message) => (
          <MessageLine key={message.messageId} message={message} language={card.language} />
        ))}
      </ol>
      {(acts.can.has("ask") || acts.can.has("tell")) && <Composer card={card} canAsk={acts.can.has("ask")} ref={ref} />}
    </Panel>
  );
}

type Message = ReportCard["messages"][number];

function MessageLine({ message, language }: { readonly message: Message; readonly language: ReportCard["language"] }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const fromRoom = message.from === "room";
  return (
    <li className="report-message" data-from={message.from}>
      <div className="am-small am-t2">
        {fromRoom ? text("thread.room", { name: isolate(names.shown(message.by)) }) : text("thread.author")} ·{" "}
        <Time at={Date.parse(message.at)} />
      </div>
      <div className="report-message__words" dir="auto">
        {safeText(message.words)}
      </div>
      {message.choices.length > 0 && (
        <div className="report-message__choices am-small am-t2">
          {text("thread.choices")} <bdi dir="auto">{message.choices.map((choice) => choice[language]).join(" · ")}</bdi>
        </div>
      )}
    </li>
  );
}
