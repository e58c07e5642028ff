import type { Page } from "@playwright/test";
import { call, type Arguments, type Problem, type ReplyOf, type Route } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";

/**
 * Calls a route with the session of a page, as its scripts would: for steps that a journey needs and does not show. `room` is its address.
 */
export function ask<T extends Route>(
  page: Page,
  route: T,
  given: Arguments<T>,
  room = process.env["ROOM_URL"],
): Promise<Result<ReplyOf<T>, Problem>> {
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = init.headers as Record<string, string> | undefined;
    const response = await page.request.fetch(new URL(path, room).href, {
      method: init.method ?? "GET",
      ...(headers ? { headers } : {}),
      ...(init.body ? { data: init.body as string } : {}),
    });
    const body = response.status() === 204 ? null : await response.body();
    // Several cookies come as one header with line ends, which no response takes; the page has them already.
    const { "set-cookie": _, ...answered } = response.headers();
    return new Response(body && new Uint8Array(body), { status: response.status(), headers: answered });
  };
  return call(send, route, given);
}

/** The same for what must not be refused. */
export async function must<T extends Route>(page: Page, route: T, given: Arguments<T>, room?: string): Promise<ReplyOf<T>> {
  const answer = await ask(page, route, given, room);
  if (!answer.ok) throw new Error(`${route.name}: ${answer.error.code}`);
  return answer.value;
}
