import { readCode, reportKind, REPORT_STEP_LABELS } from "@amaliyat/domain/reports";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/ask.ts";
import type { Mine } from "../storage/kept.ts";
import { hasNews } from "../storage/news.ts";
import { goOn, goTo } from "../screens/go.ts";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { useCitizen, useWork } from "../screens/use-citizen.ts";
import { moment } from "../text/format.ts";
import { label, t } from "../text/text.ts";

/** State of a report, in a few words. */
export function standing({ told, gone }: Mine): string {
  if (gone) return t("follow.gone");
  if (told === null) return t("follow.notSent");
  if (told.state === "withdrawn") return t("follow.withdrawn");
  if (told.asked) return t("follow.asked");
  const last = told.steps.findLast(({ at }) => at !== null);
  return last === undefined ? "" : label(REPORT_STEP_LABELS[last.step]);
}

function Row({ mine }: { readonly mine: Mine }): VNode {
  return (
    <li>
      <a className="entry" href={`#mine/${mine.id}`}>
        <Icon name={mine.danger ? "siren" : mine.kind} size={28} />
        <span className="entry-words">
          <strong>{mine.danger ? t("queue.danger") : label(reportKind(mine.kind).labels)}</strong>
          <span className="hint">{standing(mine)}</span>
        </span>
        <span className="entry-side">
          <span className="hint num">{moment(mine.at)}</span>
          {hasNews(mine) && <span className="badge">{t("follow.news")}</span>}
        </span>
      </a>
    </li>
  );
}

type Fault = "malformed" | "lost" | { readonly words: string };

function Enter({ given }: { readonly given: string }): VNode {
  const citizen = useCitizen();
  const [typed, setTyped] = useState(given);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isAsking, setAsking] = useState(false);
  async function show(text: string): Promise<void> {
    const code = readCode(text);
    if (code === null) return setFault("malformed");
    const known = citizen.get().mine.find((each) => each.code === code);
    if (known !== undefined) return goTo(`mine/${known.id}`);
    setAsking(true);
    const answer = await ask("follow", { body: { code } });
    setAsking(false);
    if (answer.kind === "refused") return setFault({ words: label(answer.text) });
    if (answer.kind === "failed") return setFault(answer.text === null ? "lost" : { words: label(answer.text) });
    if (answer.kind === "lost") return setFault("lost");
    const { id } = await citizen.follow(code, answer.value);
    goTo(`mine/${id}`);
  }
  useEffect(() => {
    if (given === "") return;
    // A code came with the address: it is removed from the browser's history.
    goOn("follow");
    void show(given);
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it is opened
  }, []);
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void show(typed);
      }}
    >
      <label className="field">
        <span>{t("follow.enter")}</span>
        <input
          className="code-input"
          value={typed}
          maxLength={40}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-invalid={fault !== null}
          aria-describedby="code-fault"
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setFault(null);
          }}
        />
      </label>
      <div id="code-fault" role="alert">
        {fault !== null && (
          <p className="fault">{fault === "malformed" ? t("follow.malformed") : fault === "lost" ? t("follow.lost") : fault.words}</p>
        )}
      </div>
      <button type="submit" className="press main" disabled={isAsking}>
        <span>{isAsking ? t("follow.asking") : t("follow.show")}</span>
      </button>
    </form>
  );
}

/** The reports of this phone, and a place for a code that was made elsewhere. */
export function FollowList({ given }: { readonly given: string }): VNode {
  const citizen = useCitizen();
  const { mine } = useWork();
  useEffect(() => {
    for (const each of citizen
      .get()
      .mine.filter(({ gone }) => !gone)
      .slice(0, 5))
      void citizen.refresh(each.id);
  }, [citizen]);
  return (
    <Frame title={t("follow.title")}>
      {mine.length === 0 ? (
        <p className="empty">{t("follow.none")}</p>
      ) : (
        <ul className="entries" aria-label={t("follow.mine")}>
          {mine.map((each) => (
            <Row key={each.id} mine={each} />
          ))}
        </ul>
      )}
      <Enter given={given} />
    </Frame>
  );
}
