import type { Approval, Asked } from "@amaliyat/contract/approvals";
import { nameIn, ROLE_LABELS } from "@amaliyat/domain/identity";
import { isolate, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { usePersonNames, type PersonNames } from "../session/index.ts";
import { useText } from "./text.ts";

/** One line of a request: its label, the present value, and the requested value. */
export type Fact = { readonly id: string; readonly label: string; readonly before: string | null; readonly after: string };

type Change = Extract<Asked, { kind: "user.change" }>["after"];
const FIELDS = ["name", "nameLatin", "badge", "role", "sectors", "designatedUntil", "ended", "language"] as const;

/** The person whom a request is about, in both scripts: words of a search. */
export const personOf = (asked: Asked, names: PersonNames): string => ("user" in asked ? names.words(asked.user.name) : "");

/** The sentences of a request, in the reader's language. */
export function useSaid() {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const names = usePersonNames();
  const sectors = (all: readonly string[]): string => (all.length === 0 ? text("none") : all.map((one) => isolate(one)).join(" · "));
  const until = (at: string | null): string => (at === null ? text("no_end") : format.dateTime(Date.parse(at)));
  const corners = (boundary: readonly unknown[] | null): string =>
    boundary === null ? text("none") : text("corners", { number: format.number(boundary.length) });
  const kept = (days: number): string => text("retention.days", { days: format.number(days) });
  const valueOf = (change: Change, field: (typeof FIELDS)[number]): string | null => {
    if (field === "role") return change.role === undefined ? null : ROLE_LABELS[change.role][language];
    if (field === "sectors") return change.sectors === undefined ? null : sectors(change.sectors);
    if (field === "designatedUntil") return change.designatedUntil === undefined ? null : until(change.designatedUntil);
    if (field === "ended") return change.ended === undefined ? null : text(change.ended ? "ended" : "designated");
    const value = change[field];
    return value === undefined ? null : value === null ? text("none") : isolate(value);
  };
  const title = ({ asked }: Approval): string => {
    switch (asked.kind) {
      case "user.designate":
        return text("title_designate", { name: isolate(nameIn(asked.user, language)), role: ROLE_LABELS[asked.user.role][language] });
      case "user.change":
        return text("title_change", { name: isolate(names.shown(asked.user.name)), role: ROLE_LABELS[asked.user.role][language] });
      case "user.code":
        return text("title_code", { name: isolate(names.shown(asked.user.name)), role: ROLE_LABELS[asked.user.role][language] });
      case "user.factors":
        return text("title_factors", { name: isolate(names.shown(asked.user.name)), role: ROLE_LABELS[asked.user.role][language] });
      case "sector.move":
        return text("title_move", { name: isolate(asked.after.names[language]) });
      case "log.retention":
        return text("title_retention", { rule: isolate(asked.after.rule) });
    }
  };
  const facts = ({ asked }: Approval): Fact[] => {
    const fact = (id: string, label: string, after: string, before: string | null = null): Fact => ({ id, label, before, after });
    switch (asked.kind) {
      case "user.designate":
        return [
          fact("username", text("field.username"), isolate(asked.user.username)),
          ...(asked.user.nameLatin === null
            ? []
            : [
                fact("name", text("field.name"), isolate(asked.user.name)),
                fact("nameLatin", text("field.nameLatin"), isolate(asked.user.nameLatin)),
              ]),
          fact("badge", text("field.badge"), isolate(asked.user.badge)),
          fact("role", text("field.role"), ROLE_LABELS[asked.user.role][language]),
          fact("sectors", text("field.sectors"), sectors(asked.user.sectors)),
          fact("until", text("field.designatedUntil"), until(asked.user.designatedUntil)),
        ];
      case "user.change":
        return [
          fact("username", text("field.username"), isolate(asked.user.username)),
          fact("own_badge", text("field.badge"), isolate(asked.user.badge)),
          ...FIELDS.flatMap((field) => {
            const after = valueOf(asked.after, field);
            return after === null ? [] : [fact(field, text(`field.${field}`), after, valueOf(asked.before, field))];
          }),
        ];
      case "user.code":
        return [
          fact("username", text("field.username"), isolate(asked.user.username)),
          fact("badge", text("field.badge"), isolate(asked.user.badge)),
          fact("role", text("field.role"), ROLE_LABELS[asked.user.role][language]),
        ];
      case "user.factors":
        return [
          fact("username", text("field.username"), isolate(asked.user.username)),
          fact("badge", text("field.badge"), isolate(asked.user.badge)),
          fact("role", text("field.role"), ROLE_LABELS[asked.user.role][language]),
          fact("passkeys", text("field.passkeys"), format.number(asked.passkeys)),
          fact("codes", text("field.codes"), text(asked.codes ? "codes_on" : "none")),
        ];
      case "sector.move":
        return [
          fact("code", text("field.code"), isolate(asked.after.sectorId)),
          fact(
            "parent",
            text("field.parent"),
            isolate(asked.after.parentId ?? text("none")),
            asked.before && isolate(asked.before.parentId ?? text("none")),
          ),
          fact("boundary", text("field.boundary"), corners(asked.after.boundary), asked.before && corners(asked.before.boundary)),
        ];
      case "log.retention":
        return [
          fact("kept", text("field.kept"), kept(asked.after.retentionDays), asked.before && kept(asked.before.retentionDays)),
          fact("rule", text("field.rule"), isolate(asked.after.rule), asked.before && isolate(asked.before.rule)),
        ];
    }
  };
  return { title, facts };
}
