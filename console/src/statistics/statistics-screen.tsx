import { EmptyState } from "@amaliyat/ui/feedback";
import type { ReactNode } from "react";
import { useText } from "./text.ts";

export function StatisticsScreen(): ReactNode {
  const text = useText();
  return <EmptyState title={text("title")} text={text("coming")} />;
}
