import type { Partner } from "@amaliyat/contract/partners";
import { PARTNER_KIND_LABELS, TRANSPORT_LABELS } from "@amaliyat/domain/partners";
import { Button, Chip } from "@amaliyat/ui/controls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import Handshake from "lucide-react/icons/handshake";
import type { ReactNode } from "react";
import { ListPanel } from "../../lists/index.ts";
import { Cause } from "../cause.tsx";
import { PartnerForm } from "./partner-form.tsx";
import { PartnerSecrets } from "./partner-secrets.tsx";
import { partnerList } from "../partner-queries.ts";
import { useText } from "../text.ts";

export type DirectoryProps = { readonly open: string | null; readonly onOpen: (open: string | null) => void };

/** Partners with the obstacles to an exchange, beside the open one. */
export function DirectoryView({ open, onOpen }: DirectoryProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const list = useQuery(partnerList);
  const columns = useColumns();
  const chosen = list.data?.find(({ partnerId }) => partnerId === open);
  return (
    <div className="list-columns">
      <ListPanel
        title={text("view.directory")}
        list={list}
        act={
          <Button size="s" variant="primary" onClick={() => onOpen("new")}>
            {text("directory.new")}
          </Button>
        }
        search={text("directory.search")}
        wordsOf={({ code, names }) => `${code} ${Object.values(names).join(" ")}`}
        columns={columns}
        rowKey={({ partnerId }) => partnerId}
        rowHeight={64}
        open={open}
        onOpen={onOpen}
        empty={<EmptyState title={text("directory.none")} text={text("directory.none_text")} />}
      />
      {open === "new" ? (
        <Panel title={text("directory.new")} region className="list-side">
          <PartnerForm partner={null} onSaved={onOpen} />
        </Panel>
      ) : chosen ? (
        <Panel title={<Bdi>{chosen.names[language]}</Bdi>} aside={<Num>{chosen.code}</Num>} region className="list-side">
          <PartnerForm key={chosen.partnerId} partner={chosen} onSaved={onOpen} />
          <PartnerSecrets key={`${chosen.partnerId} secrets`} partner={chosen} />
        </Panel>
      ) : (
        <section className="am-panel list-side">
          <EmptyState icon={<Handshake size={24} />} title={text("directory.none_chosen")} text={text("directory.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}

function useColumns(): readonly Column<Partner>[] {
  const text = useText();
  const { language } = useLanguage();
  return [
    {
      id: "name",
      header: text("field.name"),
      renderCell: (one) => (
        <>
          <Bdi className="am-strong">{one.names[language]}</Bdi>
          <div className="am-t3 am-small">{PARTNER_KIND_LABELS[one.kind][language]}</div>
        </>
      ),
      sortValue: (one) => one.names[language],
    },
    { id: "transport", header: text("field.transport"), width: "190px", renderCell: (one) => TRANSPORT_LABELS[one.transport][language] },
    {
      id: "authorisation",
      header: text("field.authorisation"),
      width: "190px",
      renderCell: ({ authorisation }) =>
        authorisation === null ? (
          <span className="am-t3">–</span>
        ) : (
          <>
            <Num>{authorisation.number}</Num>
            <div className="am-t3 am-small">
              <Time at={Date.parse(authorisation.expiresAt) - 1} format="day" />
            </div>
          </>
        ),
    },
    {
      id: "hindrance",
      header: text("field.state"),
      width: "240px",
      renderCell: ({ hindrance }) =>
        hindrance === null ? (
          <Chip tone="affirm">{text("directory.ready")}</Chip>
        ) : (
          <span className="am-small partners-hindrance">
            <Cause code={hindrance} />
          </span>
        ),
    },
  ];
}
