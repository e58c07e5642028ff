import type { Page } from "@playwright/test";
import { call, type Arguments, type Problem, type ReplyOf, type Route } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";

/** Calls a route with the session of a page, as its scripts would: for what a journey needs and does not show. */
export function ask<T extends Route>(page: Page, route: T, given: Arguments<T>): Promise<Result<ReplyOf<T>, Problem>> {
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = init.headers as Record<string, string> | undefined;
    const response = await page.request.fetch(new URL(path, process.env["ROOM_URL"]).href, {
      method: init.method ?? "GET",
      ...(headers ? { headers } : {}),
      ...(init.body ? { data: init.body as string } : {}),
    });
    const body = response.status() === 204 ? null : await response.body();
    return new Response(body && new Uint8Array(body), { status: response.status(), headers: response.headers() });
  };
  return call(send, route, given);
}

/** The same for what must not be refused. */
export async function must<T extends Route>(page: Page, route: T, given: Arguments<T>): Promise<ReplyOf<T>> {
  const answer = await ask(page, route, given);
  if (!answer.ok) throw new Error(`${route.name}: ${answer.error.code}`);
  return answer.value;
}
