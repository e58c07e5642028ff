import { open311Definition, open311Discovery, open311Service, type reports } from "@amaliyat/contract/reports";
import { ok, refuse, type Language } from "@amaliyat/domain/kernel";
import { REPORT_SORT_LABELS, REPORT_SORTS, reportKind, serviceOf, SERVICES, type Service } from "@amaliyat/domain/reports";
import type { BytesReply, Call } from "../../platform/http/index.ts";
import { languageAsked } from "./language.ts";
import { written } from "./write.ts";

/** Time of the last change of this file's content. */
const CHANGED = "2026-11-01T00:00:00Z";
const ABOUT = {
  contact: {
    ar: "للاستعجال اتصل بالرقم 17. هذا الطريق لأنظمة المدينة.",
    fr: "Urgence : appelez le 17. Cette voie est celle des systèmes de la ville.",
    en: "Emergency: call 17. This way is for the systems of the city.",
  },
  key: {
    ar: "يصدر رئيس النوبة المفاتيح في الإدارة.",
    fr: "Les clés sont émises par le chef de vacation.",
    en: "Keys are issued by the supervisor.",
  },
  happenedAt: { ar: "متى وقع؟", fr: "Quand est-ce arrivé ?", en: "When did it happen?" },
  sort: {
    ar: "معلومة أم بلاغ عن ضرر أصابك؟",
    fr: "Information, ou plainte pour un tort subi ?",
    en: "Information, or a wrong that you suffered?",
  },
} as const;

const shown = ({ kind, group, about, keywords }: Service, language: Language) => ({
  service_code: kind,
  service_name: reportKind(kind).labels[language],
  description: about[language],
  metadata: true,
  type: "realtime" as const,
  keywords: keywords[language],
  group: group[language],
});

type Discovery = typeof reports.open311Discovery;

/** The address at which Open311 is served. `address` is the room's own for those outside; null takes the one that this caller used. */
export function discovery(address: string | null, { params, query, origin }: Call<Discovery>): BytesReply {
  const language = languageAsked(query) ?? "ar";
  const told = open311Discovery.parse({
    changeset: CHANGED,
    contact: ABOUT.contact[language],
    key_service: ABOUT.key[language],
    endpoints: [
      {
        specification: "http://wiki.open311.org/GeoReport_v2",
        url: `${address ?? origin ?? ""}/open311/v2`,
        changeset: CHANGED,
        type: "production",
        formats: ["application/json", "text/xml"],
      },
    ],
  });
  return ok(written(params.format, "discovery", told));
}

export function services({ params, query }: Call<typeof reports.open311Services>): BytesReply {
  const language = languageAsked(query) ?? "ar";
  return ok(
    written(
      params.format,
      "services",
      SERVICES.map((service) => open311Service.parse(shown(service, language))),
    ),
  );
}

/** Questions of a service beside place and words; neither must be answered. */
export function definition({ params, query }: Call<typeof reports.open311Service>): BytesReply {
  const service = serviceOf(params.service);
  if (service === undefined) return refuse({ code: "report.service_unknown", params: { service: params.service } });
  const language = languageAsked(query) ?? "ar";
  const attribute = { variable: true, required: false, datatype_description: null };
  const told = open311Definition.parse({
    service_code: service.kind,
    attributes: [
      { ...attribute, code: "happened_at", datatype: "datetime", order: 1, description: ABOUT.happenedAt[language] },
      {
        ...attribute,
        code: "sort",
        datatype: "singlevaluelist",
        order: 2,
        description: ABOUT.sort[language],
        values: REPORT_SORTS.map((key) => ({ key, name: REPORT_SORT_LABELS[key][language] })),
      },
    ],
  });
  return ok(written(params.format, "service_definition", told));
}
