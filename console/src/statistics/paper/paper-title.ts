import { startOfDay, type Period } from "@amaliyat/domain/calendar";
import { months, type Format } from "@amaliyat/ui/i18n";
import { periodOf, type PeriodChoice } from "../period.ts";
import type { StatisticsKey, StatisticsText } from "../text.ts";

const HALVES = ["document.half_first", "document.half_second"] as const satisfies readonly StatisticsKey[];
const QUARTERS = [
  "document.quarter_first",
  "document.quarter_second",
  "document.quarter_third",
  "document.quarter_fourth",
] as const satisfies readonly StatisticsKey[];

/** «حصيلة السداسي الأول 2023», in the language of the text function. */
export function titleOf(choice: PeriodChoice, text: StatisticsText, format: Format): string {
  if (choice.kind === "custom") return text("document.custom");
  const { year, part } = choice;
  if (choice.kind === "month") return text("document.month", { month: months[format.language][part - 1] ?? "", year });
  const keys = choice.kind === "half" ? HALVES : choice.kind === "quarter" ? QUARTERS : (["document.year"] as const);
  return text(keys[part - 1] ?? "document.custom", { year });
}

/** «من 1 جانفي إلى 30 جوان 2023»: the year once where both days are of the same. */
export function spanWords({ from, to }: Period, text: StatisticsText, format: Format): string {
  const last = format.day(startOfDay(to));
  const first = format.day(startOfDay(from));
  const sameYear = from.slice(0, 4) === to.slice(0, 4);
  return text("paper.from_to", { from: sameYear ? first.slice(0, -5) : first, to: last });
}

/** Title for a file or a printer's queue. */
export const documentName = (choice: PeriodChoice, text: StatisticsText, format: Format): string =>
  choice.kind === "custom"
    ? `${titleOf(choice, text, format)} ${periodOf(choice).from} ${periodOf(choice).to}`
    : titleOf(choice, text, format);
