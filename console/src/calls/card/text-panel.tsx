import { calls, type CallCard, type CallText } from "@amaliyat/contract/calls";
import { MISSING } from "@amaliyat/domain/calls";
import { Button, classNames, Field, Kbd, TextInput } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { isText, useDraft, useShortcut } from "@amaliyat/ui/hooks";
import { isolate, Time } from "@amaliyat/ui/i18n";
import { Panel, VisuallyHidden } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import BellRing from "lucide-react/icons/bell-ring";
import CornerDownLeft from "lucide-react/icons/corner-down-left";
import { useEffect, useEffectEvent, useId, useRef, useState, type FormEvent, type ReactNode, type RefObject } from "react";
import { ask, problemOf } from "../../api/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { PersonName, Refusal, useDraftName, useSession } from "../../session/index.ts";
import { useStore } from "../../store/index.ts";
import { textOfCall } from "../call-queries.ts";
import { useText } from "../text.ts";
import { forgetTypist, typistOf } from "./typist.ts";

type Line = CallText["lines"][number];
const isAutomatic = (line: Line | undefined): boolean => line?.by === "room" && line.person === null;

/** Silence of the caller after which the text is read out (ms): letter by letter it could not be followed. */
const READ_OUT_MS = 1_200;
/** Distance from the end, in pixels, within which the list follows the text. */
const AT_END_PX = 48;

/** The text of a call, letter by letter. The person who has the call writes back. The panel shows if the caller can write. */
export function TextPanel({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const query = useQuery({ ...textOfCall(card.callId), staleTime: 0 });
  const field = useRef<HTMLInputElement>(null);
  const { user } = useSession();
  const isOver = card.endedAt !== null;
  const isLeft = card.textOverAt !== null;
  const writes = card.state === "talking" && card.takenBy?.userId === user.userId && !isLeft;
  useEffect(() => {
    if (isOver) forgetTypist(card.callId, user.userId);
  }, [isOver, card.callId, user.userId]);
  useShortcut("KeyW", () => field.current?.focus(), { enabled: writes });
  const aside = isLeft ? undefined : text(card.text === "alone" ? "rtt.alone" : "rtt.beside");
  return (
    <Panel region title={text("rtt.title")} aside={aside} actions={writes ? <Kbd keys="KeyW" /> : undefined} className="call-text">
      {problemOf(query.error)?.code === "call.not_yours" ? (
        <p className="call-note am-t2">{text("rtt.apart")}</p>
      ) : query.data !== undefined ? (
        <>
          <Lines said={query.data} over={isOver || isLeft} />
          {writes && query.isFetchedAfterMount && <Writing callId={card.callId} said={query.data} userId={user.userId} field={field} />}
          {!isOver && isLeft && <p className="call-note am-attention">{text("rtt.over")}</p>}
          {!writes && !isOver && !isLeft && <p className="call-note am-t2">{text("rtt.not_yours")}</p>}
        </>
      ) : query.isError ? (
        <QueryFailed query={query} />
      ) : (
        <LoadingState what={text("rtt.title")} lines={3} />
      )}
    </Panel>
  );
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): string => `${clientWidth} ${clientHeight}`;

/** The lines of both sides, in the order in which they were begun. */
function Lines({ said, over }: { readonly said: CallText; readonly over: boolean }): ReactNode {
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  /** The size of the list as it was last followed. */
  const followed = useRef("");
  const lines = said.lines.filter((line) => line.text !== "" || line.alert);
  const news = lines.map((line) => line.text).join("\n");
  const followEnd = useEffectEvent(() => {
    const { current } = list;
    if (current !== null && atEnd.current) current.scrollTop = current.scrollHeight;
  });
  useEffect(() => followEnd(), [news]);
  useEffect(() => {
    const { current } = list;
    if (current === null) return undefined;
    // The content above may take some height from the list. The newest line stays in sight.
    const watcher = new ResizeObserver(() => {
      followed.current = sizeOf(current);
      followEnd();
    });
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [said.erased]);
  const noteEnd = (): void => {
    const { current } = list;
    // A list of another size was moved by that, and not by a person; it is followed a moment later.
    if (current !== null && followed.current === sizeOf(current))
      atEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight <= AT_END_PX;
  };
  if (said.erased) return <p className="call-note am-t2">{text("rtt.erased")}</p>;
  return (
    <>
      {lines.length === 0 && <p className="call-note am-t2">{text(over ? "rtt.none" : "rtt.nothing_yet")}</p>}
      <ol ref={list} className="call-text__lines" aria-label={text("rtt.lines")} tabIndex={lines.length === 0 ? -1 : 0} onScroll={noteEnd}>
        {lines.map((line, nth) => (
          // oxlint-disable-next-line react/no-array-index-key -- a line has no name but its place, which no other takes
          <LineShown key={nth} line={line} over={over} goesOn={isAutomatic(line) && isAutomatic(lines[nth - 1])} />
        ))}
      </ol>
      {said.full && <p className="call-note am-attention">{text("rtt.full")}</p>}
      {!over && <ReadOut lines={lines} />}
    </>
  );
}

type LineProps = {
  readonly line: Line;
  /** The call is over. */
  readonly over: boolean;
  /** The line before it is of the same sentence in another language. */
  readonly goesOn: boolean;
};

function LineShown({ line, over, goesOn }: LineProps): ReactNode {
  const text = useText();
  const { by, person, at, ended, alert } = line;
  const name = by === "caller" ? text("rtt.caller") : (person?.name ?? text("rtt.room"));
  const isOpen = !ended && !over;
  return (
    <li className="call-text__line" data-by={by} data-automatic={isAutomatic(line) ? "" : undefined} data-open={isOpen || undefined}>
      <div className="call-text__who am-small am-t2" hidden={goesOn}>
        <PersonName name={name} /> <Time at={Date.parse(at)} />
        {alert && (
          <span className="am-attention">
            <BellRing size={14} aria-hidden="true" /> {text("rtt.alert")}
          </span>
        )}
      </div>
      <bdi dir="auto" className="call-text__words">
        {line.text.split(MISSING).map((part, nth) => (
          // oxlint-disable-next-line react/no-array-index-key -- a part of a line has no name but its place
          <span key={nth}>
            {nth > 0 && <mark title={text("rtt.missing")}>{`[${text("rtt.missing_short")}]`}</mark>}
            {part}
          </span>
        ))}
        {isOpen && <span className="call-text__caret" aria-hidden="true" />}
      </bdi>
    </li>
  );
}

/** Announces the caller's new text to a screen reader, once the caller pauses. */
function ReadOut({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const text = useText();
  const written = lines
    .filter(({ by }) => by === "caller")
    .map((line) => line.text)
    .join(" ");
  const [said, say] = useState({ upTo: 0, words: "" });
  const speak = useEffectEvent(() =>
    say((before) => {
      const words = written.slice(Math.min(before.upTo, written.length)).trim();
      return words === "" ? before : { upTo: written.length, words };
    }),
  );
  useEffect(() => {
    const timer = setTimeout(() => speak(), READ_OUT_MS);
    return () => clearTimeout(timer);
  }, [written]);
  return (
    <div aria-live="polite" aria-atomic="true">
      <VisuallyHidden>{said.words === "" ? "" : text("rtt.wrote", { words: isolate(said.words) })}</VisuallyHidden>
    </div>
  );
}

type WritingProps = {
  readonly callId: string;
  readonly said: CallText;
  readonly userId: string;
  readonly field: RefObject<HTMLInputElement | null>;
};

/** The person's own line of the conversation that is not ended. */
const openLineOf = ({ lines }: CallText, userId: string): string => {
  const last = lines.findLast(({ person }) => person?.userId === userId);
  return last === undefined || last.ended ? "" : last.text;
};

const wasEnded = ({ lines }: CallText, userId: string, typed: string): boolean => {
  const last = lines.findLast(({ person }) => person?.userId === userId);
  return last?.ended === true && typed !== "" && last.text === typed;
};

/** The field in which one writes: each letter goes to the caller as it is typed, Enter ends the line. */
function Writing({ callId, said, userId, field }: WritingProps): ReactNode {
  const text = useText();
  const draft = useDraft(useDraftName(`call-text.${callId}`), openLineOf(said, userId), isText);
  const [typist] = useState(() => typistOf(callId, userId, (body) => ask(calls.writeText, { params: { callId }, body })));
  const hint = useId();
  const { late, refused } = useStore(typist.state);
  /** True while a word is put together by an input method: its letters are not those that will stand. */
  const composes = useRef(false);
  const begin = useEffectEvent(() => {
    typist.begin(openLineOf(said, userId));
    // The room ended the line when the call changed hands: all of it had arrived.
    if (wasEnded(said, userId, draft.value)) draft.setValue("");
    // Text that was typed before the page was loaded again, and had not arrived.
    else typist.type(draft.value);
  });
  useEffect(() => begin(), []);
  const change = (value: string): void => {
    draft.setValue(value);
    if (!composes.current) typist.type(value);
  };
  const end = (event: FormEvent): void => {
    event.preventDefault();
    if (draft.value === "") return;
    typist.endLine();
    draft.setValue("");
  };
  return (
    <form className="call-text__write" onSubmit={end}>
      <Field label={text("rtt.write")} className="am-grow">
        <TextInput
          aria-describedby={hint}
          ref={field}
          maxLength={400}
          value={draft.value}
          onChange={change}
          onCompositionStart={() => (composes.current = true)}
          onCompositionEnd={(event) => {
            composes.current = false;
            typist.type(event.currentTarget.value);
          }}
        />
      </Field>
      <Button type="submit" disabled={draft.value === ""} icon={<CornerDownLeft size={16} aria-hidden="true" />}>
        {text("rtt.end_line")}
      </Button>
      <p id={hint} role="status" className={classNames("call-text__hint am-small", late ? "am-attention" : "am-t2")}>
        {text(late ? "rtt.late" : "rtt.hint")}
      </p>
      <Refusal problem={refused} />
    </form>
  );
}
