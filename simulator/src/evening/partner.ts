import { partnerRoutes } from "@amaliyat/contract/partners";
import { startCivilProtection } from "../partners/civil-protection.ts";
import type { Person } from "./steady.ts";

const CODE = "CP-RIMAL";
const STEP_MS = 1_000;

export type Partner = AsyncDisposable & { readonly partnerId: string };

/** Civil Protection of the town, subscribed to the room: the supervisor makes it and issues its token, once more for every evening. */
export async function partnerOf(room: string, supervisor: Person): Promise<Partner> {
  const known = (await supervisor.must(partnerRoutes.list, {})).find(({ code }) => code === CODE);
  const names = { ar: "الحماية المدنية عين الرمال", fr: "Protection civile d'Aïn Rimal", en: "Aïn Rimal Civil Protection" };
  const authorisation = { number: "12/2026", expiresAt: new Date(Date.now() + 365 * 86_400_000).toISOString() };
  const { partnerId } =
    known ??
    (await supervisor.must(partnerRoutes.create, {
      body: { code: CODE, names, kind: "civil_protection", transport: "eido_ws", authorisation },
    }));
  const { token, tokenId } = await supervisor.must(partnerRoutes.issueToken, { params: { partnerId }, body: { use: "system", days: 1 } });
  const body = await startCivilProtection({ room: { url: room, token }, secret: token, stepMs: STEP_MS });
  const subscription = body.subscribe();
  return {
    partnerId,
    async [Symbol.asyncDispose]() {
      subscription[Symbol.dispose]();
      await body[Symbol.asyncDispose]();
      await supervisor.ask(partnerRoutes.revokeToken, { params: { tokenId } });
    },
  };
}

/** True if the partner has acknowledged a forwarded intervention. */
export async function isAcknowledged(desk: Person, interventionId: string): Promise<boolean> {
  const forwards = await desk.must(partnerRoutes.ofIntervention, { params: { interventionId } });
  return forwards.some(({ events }) => events.some(({ kind }) => kind === "acknowledged"));
}
