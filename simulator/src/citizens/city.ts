import { partnerRoutes } from "@amaliyat/contract/partners";
import type { Language } from "@amaliyat/domain/kernel";
import { setTimeout as sleep } from "node:timers/promises";
import { signIn, type Client } from "../api/client.ts";
import type { Login } from "../seed/keys.ts";
import { placeOnStreet } from "./places.ts";

export type CityOptions = {
  readonly base: string;
  /** Supervisor who issues the city's key. */
  readonly supervisor: Login;
};

/** The city's own system, which hands on what its people report there. */
export type City = AsyncDisposable & {
  /** Hands one request on; its number in the room, or null where the room took none. */
  readonly send: () => Promise<string | null>;
};

/** Days that a key of a demonstration lasts, and its authorisation. */
const DAYS = 30;
const EVERY_S = [200, 420] as const;
const FIRST_S = 40;

type Asked = { readonly service: string; readonly locale: Language; readonly words: string };
const ASKED: readonly Asked[] = [
  { service: "damage", locale: "fr", words: "Abribus vandalisé, verre sur le trottoir." },
  { service: "obstacle", locale: "ar", words: "ردوم بناء متروكة على نصف الطريق منذ يومين." },
  { service: "other", locale: "fr", words: "Vendeurs installés devant la sortie de l'école, les enfants passent sur la chaussée." },
  { service: "driving", locale: "ar", words: "الحافلات لا تتوقف عند ممر الراجلين أمام المستشفى." },
  { service: "suspicious", locale: "fr", words: "Local commercial fermé, on y décharge des cartons la nuit." },
];

/** The partner that the city is in the room, made once, and a key for it. */
async function keyOf(supervisor: Client): Promise<string> {
  const code = "city311";
  const expiresAt = new Date(Date.now() + DAYS * 86_400_000).toISOString();
  const known = (await supervisor.must(partnerRoutes.list, {})).find((each) => each.code === code);
  const names = { ar: "تبليغات بلدية عين الرمال", fr: "Signalements de la ville d'Aïn Rimal", en: "Aïn Rimal city reports" };
  const authorisation = { number: "311/2026", expiresAt };
  const { partnerId } =
    known === undefined
      ? await supervisor.must(partnerRoutes.create, { body: { code, names, kind: "municipality", transport: "screen", authorisation } })
      : await supervisor.must(partnerRoutes.change, { params: { partnerId: known.partnerId }, body: { authorisation, active: true } });
  // Keys are shown once: those of earlier runs are lost, and end.
  for (const { tokenId } of known?.tokens.filter(({ use }) => use === "open311") ?? [])
    await supervisor.ask(partnerRoutes.revokeToken, { params: { tokenId } });
  return (await supervisor.must(partnerRoutes.issueToken, { params: { partnerId }, body: { use: "open311", days: DAYS } })).token;
}

export async function startCity({ base, supervisor }: CityOptions): Promise<City> {
  const key = await keyOf(await signIn(base, supervisor.username, supervisor.password));
  const ending = new AbortController();
  const { signal } = ending;
  let nth = 0;
  async function send(): Promise<string | null> {
    const asked = ASKED[nth++ % ASKED.length];
    if (asked === undefined) return null;
    const { point, street } = placeOnStreet(Math.random);
    const form = new URLSearchParams({
      api_key: key,
      service_code: asked.service,
      lat: String(point.lat),
      long: String(point.lon),
      address_string: street[asked.locale],
      description: asked.words,
      locale: asked.locale,
      "attribute[fixmystreet_id]": `${Date.now()}-${nth}`,
    });
    const answer = await fetch(new URL("/open311/v2/requests.json", base), { method: "POST", body: form, signal });
    if (!answer.ok) return null;
    const [created] = (await answer.json()) as { service_request_id: string }[];
    return created?.service_request_id ?? null;
  }
  const going = (async () => {
    await sleep(FIRST_S * 1_000, undefined, { signal });
    for (;;) {
      await send().catch(() => null);
      await sleep((EVERY_S[0] + Math.random() * (EVERY_S[1] - EVERY_S[0])) * 1_000, undefined, { signal });
    }
  })().catch(() => undefined);
  return {
    send,
    async [Symbol.asyncDispose]() {
      ending.abort();
      await going;
    },
  };
}
