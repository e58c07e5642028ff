import type { Followed } from "@amaliyat/contract/reports";
import { TEXT_MOST } from "@amaliyat/domain/reports";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Item } from "../outbox/item.ts";
import { Icon } from "../icons/icon.tsx";
import { useCitizen } from "../screens/use-citizen.ts";
import { moment } from "../text/format.ts";
import { label, t } from "../text/text.ts";
import { ItemActs } from "./queue.tsx";

type Message = Followed["messages"][number];

function One({ message }: { readonly message: Message }): VNode {
  const { from, at, words } = message;
  return (
    <li className="message" data-from={from}>
      <span className="hint">
        {from === "room" ? t("talk.room") : t("talk.me")} · <bdi className="num">{moment(at)}</bdi>
      </span>
      <p dir="auto">{words}</p>
    </li>
  );
}

/** Message not sent yet, or refused by the room, with the reason. */
function Waiting({ item }: { readonly item: Extract<Item, { kind: "message" }> }): VNode {
  const { refused, words } = item;
  return (
    <li className="message" data-from="citizen" data-waits="true" data-refused={refused !== null}>
      <span className="hint">{refused === null ? t("talk.waits") : t("talk.refused")}</span>
      <p dir="auto">{words}</p>
      {refused !== null && (
        <div className="message-refused">
          <span>{label(refused)}</span>
          <ItemActs item={item} />
        </div>
      )}
    </li>
  );
}

/** The question that waits for an answer: the newest word of the room while it asks. */
function Question({ message, code }: { readonly message: Message; readonly code: string }): VNode {
  const citizen = useCitizen();
  return (
    <section className="question" aria-label={t("talk.question")}>
      <span className="hint">
        {t("talk.question")} · <bdi className="num">{moment(message.at)}</bdi>
      </span>
      <p dir="auto">{message.words}</p>
      <div className="choices">
        {message.choices.map((choice) => (
          <button key={choice.ar} type="button" className="press" onClick={() => void citizen.say(code, label(choice))}>
            {label(choice)}
          </button>
        ))}
      </div>
    </section>
  );
}

type TalkProps = {
  readonly code: string;
  readonly told: Followed | null;
  readonly items: readonly Item[];
  readonly mayWrite: boolean;
};

/** Messages both ways, messages still under way, and a field to write another. */
export function Talk({ code, told, items, mayWrite }: TalkProps): VNode {
  const citizen = useCitizen();
  const [words, setWords] = useState("");
  const messages = told?.messages ?? [];
  const waiting = items.filter((item) => item.kind === "message");
  const asks = told?.asked === true && waiting.length === 0 ? messages.findLast(({ from }) => from === "room") : undefined;
  async function say(event: Event): Promise<void> {
    event.preventDefault();
    const said = words.trim();
    if (said === "") return;
    setWords("");
    await citizen.say(code, said);
  }
  return (
    <section className="talk" aria-label={t("talk.title")}>
      <div role="log" aria-label={t("talk.title")}>
        <ol className="messages">
          {messages
            .filter((each) => each !== asks)
            .map((message) => (
              <One key={message.messageId} message={message} />
            ))}
          {waiting.map((item) => (
            <Waiting key={item.id} item={item} />
          ))}
        </ol>
      </div>
      <div role="alert">{asks !== undefined && <Question message={asks} code={code} />}</div>
      {mayWrite && (
        <form className="say" onSubmit={(event) => void say(event)}>
          <label className="field">
            <span>{t("talk.say")}</span>
            <textarea rows={2} value={words} maxLength={TEXT_MOST.message} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
          </label>
          <button type="submit" className="press" aria-disabled={words.trim() === ""}>
            <Icon name="send" />
            <span>{t("talk.send")}</span>
          </button>
        </form>
      )}
    </section>
  );
}
