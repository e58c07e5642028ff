import type { Approval } from "@amaliyat/contract/approvals";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { Chip, type ChipTone } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Time, useLanguage } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import UserCheck from "lucide-react/icons/user-check";
import type { ReactNode } from "react";
import { ListPanel } from "../lists/index.ts";
import { PersonName, usePersonNames } from "../session/index.ts";
import { ApprovalCard } from "./approval-card.tsx";
import { approvalList } from "./approvals-query.ts";
import { RetentionPanel } from "./retention-panel.tsx";
import { personOf, useSaid } from "./said.ts";
import { useText } from "./text.ts";
import "./approvals.css";

const SHOWN = ["waiting", "decided"] as const;
export const TONES: Readonly<Record<Approval["state"], ChipTone>> = {
  asked: "attention",
  approved: "affirm",
  declined: "act",
  withdrawn: "muted",
  expired: "muted",
};

/** Requests for confirmation by a second person, beside the open one. */
export function ApprovalsScreen(): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const navigate = useNavigate();
  const { title } = useSaid();
  const { open = null } = useSearch({ from: "/approvals" });
  const list = useQuery(approvalList);
  const columns = useColumns();
  const chosen = list.data?.find(({ approvalId }) => approvalId === open);
  const show = (id: string): void => void navigate({ to: "/approvals", search: { open: id } });
  return (
    <div className="list-screen">
      <div className="list-columns">
        <ListPanel
          title={text("title")}
          list={list}
          search={text("search")}
          wordsOf={(approval) => `${title(approval)} ${personOf(approval.asked, names)} ${names.words(approval.askedBy.name)}`}
          filter={{
            label: text("filter.label"),
            options: SHOWN.map((value) => ({ value, label: text(`filter.${value}`) })),
            initial: "waiting",
            answers: ({ state }, shown) => (state === "asked") === (shown === "waiting"),
          }}
          columns={columns}
          rowKey={({ approvalId }) => approvalId}
          initialSort={{ column: "asked", direction: "descending" }}
          open={open}
          onOpen={show}
          empty={<EmptyState icon={<UserCheck size={24} />} title={text("empty")} text={text("empty_text")} />}
        />
        {chosen ? (
          <ApprovalCard key={chosen.approvalId} approval={chosen} />
        ) : (
          <section className="list-side approvals-side">
            <div className="am-panel">
              <EmptyState icon={<UserCheck size={24} />} title={text("none_chosen")} text={text("none_chosen_text")} />
            </div>
            <RetentionPanel onAsked={show} />
          </section>
        )}
      </div>
    </div>
  );
}

function useColumns(): readonly Column<Approval>[] {
  const text = useText();
  const names = usePersonNames();
  const { title } = useSaid();
  const { language } = useLanguage();
  return [
    { id: "what", header: text("column.what"), renderCell: (approval) => <span className="am-strong">{title(approval)}</span> },
    {
      id: "by",
      header: text("column.by"),
      width: "220px",
      renderCell: ({ askedBy }) => (
        <>
          <PersonName name={askedBy.name} />
          <div className="am-t3 am-small">{ROLE_LABELS[askedBy.role][language]}</div>
        </>
      ),
      sortValue: ({ askedBy }) => names.shown(askedBy.name),
    },
    {
      id: "asked",
      header: text("column.asked"),
      width: "190px",
      renderCell: ({ askedAt }) => <Time at={Date.parse(askedAt)} format="dateTime" />,
      sortValue: ({ askedAt }) => Date.parse(askedAt),
    },
    {
      id: "state",
      header: text("column.state"),
      width: "150px",
      renderCell: ({ state }) => <Chip tone={TONES[state]}>{text(`state.${state}`)}</Chip>,
      sortValue: ({ state }) => state,
    },
  ];
}
