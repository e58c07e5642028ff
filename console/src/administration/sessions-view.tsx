import { identity } from "@amaliyat/contract/identity";
import type { Problem, ReplyOf } from "@amaliyat/contract/route";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { Button, Chip } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { isolate, Num, searchItems, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../lists/index.ts";
import { ask, read, SESSION_KEYS } from "../api/index.ts";
import { PersonName, Refusal, usePersonNames } from "../session/index.ts";
import { useText } from "./text.ts";

type OpenSession = ReplyOf<typeof identity.sessions>[number];

/** Interval between reads of the list: no event announces last activity. */
const EVERY_MS = 15_000;

/** Everybody who is signed in now. Ending a session cuts its live pictures within two seconds. */
export function SessionsView(): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const client = useQueryClient();
  const list = useQuery({
    queryKey: SESSION_KEYS.sessions,
    queryFn: ({ signal }): Promise<readonly OpenSession[]> => read(identity.sessions, { signal }),
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });
  const [query, setQuery] = useState("");
  const [selected, setSelected] = useState<string | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const revoke = async (session: OpenSession): Promise<void> => {
    const answer = await ask(identity.revoke, { params: { sessionId: session.sessionId } });
    setRefused(answer.ok ? null : answer.error);
    if (answer.ok) showToast({ text: text("sessions.revoked", { name: isolate(names.shown(session.name)) }) });
    await client.invalidateQueries({ queryKey: SESSION_KEYS.sessions });
  };
  const columns = useColumns((session) => void revoke(session));
  const rows = searchItems(list.data ?? [], query, (session) => `${names.words(session.name)} ${session.username} ${session.address}`);
  return (
    <div className="list-columns">
      <Panel
        title={text("view.sessions")}
        count={list.data ? rows.length : undefined}
        aside={text("sessions.text")}
        region
        className="list-main"
        actions={<ListSearch placeholder={text("sessions.search")} value={query} onChange={setQuery} />}
      >
        <Refusal problem={refused} />
        <ListBody query={list} what={text("view.sessions")}>
          {() => (
            <Table
              label={text("view.sessions")}
              columns={columns}
              rows={rows}
              rowKey={(session) => session.sessionId}
              selected={selected}
              onSelect={setSelected}
              rowHeight={56}
              initialSort={{ column: "seen", direction: "descending" }}
              empty={<NoneFound />}
            />
          )}
        </ListBody>
      </Panel>
    </div>
  );
}

function useColumns(onRevoke: (session: OpenSession) => void): readonly Column<OpenSession>[] {
  const text = useText();
  const names = usePersonNames();
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  return [
    {
      id: "person",
      header: text("field.name"),
      width: "24%",
      renderCell: (session) => (
        <>
          <PersonName name={session.name} className="am-strong" /> {session.current && <Chip tone="engaged">{text("sessions.own")}</Chip>}
          <div className="am-t3 am-small">{ROLE_LABELS[session.role][language]}</div>
        </>
      ),
      sortValue: (session) => names.shown(session.name),
    },
    {
      id: "address",
      header: text("sessions.from"),
      renderCell: (session) => (
        <>
          <Num>{session.address}</Num>
          <div className="am-t3 am-small administration-agent" dir="ltr">
            {isolate(session.agent)}
          </div>
        </>
      ),
      sortValue: (session) => session.address,
    },
    {
      id: "opened",
      header: text("sessions.opened"),
      width: "210px",
      renderCell: (session) => <Time at={Date.parse(session.openedAt)} format="dateTime" />,
      sortValue: (session) => Date.parse(session.openedAt),
    },
    {
      id: "seen",
      header: text("sessions.seen"),
      width: "150px",
      renderCell: (session) => format.relative(now - Date.parse(session.seenAt)),
      sortValue: (session) => Date.parse(session.seenAt),
    },
    {
      id: "expires",
      header: text("sessions.expires"),
      width: "120px",
      renderCell: (session) => <Time at={Date.parse(session.expiresAt)} format="shortTime" />,
      sortValue: (session) => Date.parse(session.expiresAt),
    },
    {
      id: "act",
      header: "",
      width: "130px",
      renderCell: (session) => (
        <Button size="s" disabledReason={session.current ? text("sessions.not_this") : undefined} onClick={() => onRevoke(session)}>
          {text("sessions.revoke")}
        </Button>
      ),
    },
  ];
}
