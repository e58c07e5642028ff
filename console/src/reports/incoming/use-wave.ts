import { reports, type ReportWave } from "@amaliyat/contract/reports";
import { showToast } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ask } from "../../api/index.ts";
import { waveMembers } from "../report-lists.ts";
import { useText } from "../text.ts";
import type { Incoming } from "./incoming.ts";

type WaveRows = { readonly members: readonly Incoming[]; readonly hasMore: boolean; readonly more: () => void };

/** The reports of the wave that is unfolded, as rows; none where none is. */
export function useWaveRows(waveId: string | null): WaveRows {
  const query = useInfiniteQuery({ ...waveMembers(waveId ?? ""), enabled: waveId !== null });
  const rows = waveId === null ? [] : (query.data?.pages.flatMap((page) => page.rows) ?? []);
  return {
    members: rows.map((row) => ({ kind: "report", id: row.reportId, row })),
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
  };
}

export type WaveActs = { readonly close: (wave: ReportWave) => Promise<void>; readonly busy: boolean };

/** Closes the waiting reports of a wave as none. Each report stays, its author reads that, and an undo opens all of them again. */
export function useWaveActs(): WaveActs {
  const text = useText();
  const { language } = useLanguage();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const close = async ({ waveId }: ReportWave): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    const params = { waveId };
    const answer = await ask(reports.closeWave, { params, body: { end: "nuisance", words: null } });
    running.current = false;
    setBusy(false);
    const undo = async (): Promise<void> => {
      const opened = await ask(reports.reopenWave, { params });
      showToast(
        opened.ok
          ? { text: text("wave.reopened", { count: opened.value.reopened }) }
          : { text: opened.error.text[language], tone: "attention" },
      );
    };
    showToast(
      answer.ok
        ? { text: text("wave.closed", { count: answer.value.closed }), undo: () => void undo() }
        : { text: answer.error.text[language], tone: "attention" },
    );
  };
  return { close, busy };
}
