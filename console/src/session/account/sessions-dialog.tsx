import { identity } from "@amaliyat/contract/identity";
import type { Problem, ReplyOf } from "@amaliyat/contract/route";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { Button, Chip } from "@amaliyat/ui/controls";
import { LoadingState, LostState, showToast } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask, read, SESSION_KEYS } from "../../api/index.ts";
import { Refusal } from "../refusal.tsx";
import { useSession } from "../session-context.ts";
import { useText } from "../text.ts";
import { PersonName } from "../names/person-name.tsx";

type OpenSession = ReplyOf<typeof identity.sessions>[number];

/** One's open sessions, or everybody's for an administrator, each of which can be ended. */
export function SessionsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const all = useSession().user.role === "administrator";
  return (
    <Dialog open={open} onClose={onClose} title={text(all ? "sessions.all_title" : "sessions.title")} size="wide">
      <p className="am-t2">{text("sessions.text")}</p>
      <SessionList withNames={all} />
    </Dialog>
  );
}

function SessionList({ withNames }: { readonly withNames: boolean }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [refused, setRefused] = useState<Problem | null>(null);
  const list = useQuery({
    queryKey: SESSION_KEYS.sessions,
    queryFn: ({ signal }): Promise<readonly OpenSession[]> => read(identity.sessions, { signal }),
    staleTime: 0,
  });
  const revoke = async (sessionId: string): Promise<void> => {
    const answer = await ask(identity.revoke, { params: { sessionId } });
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) showToast({ text: text("sessions.revoked") });
    await client.invalidateQueries({ queryKey: SESSION_KEYS.sessions });
  };
  if (list.isError) return <LostState since={list.errorUpdatedAt} onRetry={() => void list.refetch()} retrying={list.isFetching} />;
  if (!list.data) return <LoadingState what={text("sessions.loading")} lines={3} />;
  return (
    <>
      <Refusal problem={refused} />
      <ul className="session-list">
        {list.data.map((session) => (
          <SessionLine key={session.sessionId} session={session} withName={withNames} onRevoke={() => void revoke(session.sessionId)} />
        ))}
      </ul>
    </>
  );
}

function SessionLine(props: { readonly session: OpenSession; readonly withName: boolean; readonly onRevoke: () => void }): ReactNode {
  const { session, withName, onRevoke } = props;
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  return (
    <li className="session-list__line">
      <div className="am-grow">
        {withName && (
          <div className="am-strong">
            <PersonName name={session.name} /> <span className="am-t3">{ROLE_LABELS[session.role][language]}</span>
          </div>
        )}
        <div className="am-row am-row--wrap">
          <Num>{session.address}</Num>
          {session.current && <Chip tone="engaged">{text("sessions.this_session")}</Chip>}
        </div>
        <div className="am-small am-t2">
          {text("sessions.opened", { at: format.dateTime(Date.parse(session.openedAt)) })} ·{" "}
          {text("sessions.seen", { ago: format.relative(now - Date.parse(session.seenAt)) })}
        </div>
        <div className="am-small am-t3 am-clip" dir="ltr">
          {session.agent}
        </div>
      </div>
      {!session.current && (
        <Button size="s" onClick={onRevoke}>
          {text("sessions.revoke")}
        </Button>
      )}
    </li>
  );
}
