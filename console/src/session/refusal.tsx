import type { Problem } from "@amaliyat/contract/route";
import { useLanguage } from "@amaliyat/ui/i18n";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { sentence } from "../api/index.ts";

/** The room's own sentence beside the act that it refused. */
export function Refusal({ problem }: { readonly problem: Problem | null }): ReactNode {
  const { language } = useLanguage();
  if (!problem) return null;
  return (
    <div className="session-refusal" role="alert" data-code={problem.code}>
      <TriangleAlert size={16} aria-hidden="true" />
      <span>{sentence(problem, language)}</span>
    </div>
  );
}
