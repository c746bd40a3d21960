import type { Lang } from "../../platform/i18n/lang.ts";
import { uiMessages } from "./ui.messages.ts";

/** What the server refused, in the reader's language; `id` is for machines. `status` 0: no answer. */
export class ApiError extends Error {
  readonly id: string;
  readonly status: number;
  /** What else the answer says, for whoever knows this error. */
  readonly told: Readonly<Record<string, unknown>>;

  constructor(id: string, status: number, message: string, told: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.id = id;
    this.status = status;
    this.told = told;
  }
}

/** What the application does for every call. */
export interface ApiHost {
  lang(): Lang;
  /** The session is no more. */
  signedOut(): void;
  /** Asks the person to confirm with a factor; false when they would rather not. */
  stepUp(): Promise<boolean>;
  /** The server answered: the session goes on. */
  heard(): void;
}

let host: ApiHost | null = null;
/** How far the server's clock is ahead of this machine's (ms), as of its last answer. */
let ahead = 0;

/** Now, by the server's clock (ms). */
export function serverNow(): number {
  return Date.now() + ahead;
}

function setClock(response: Response): void {
  const told = Date.parse(response.headers.get("date") ?? "");
  if (!Number.isNaN(told)) ahead = told - Date.now();
}

export function connectApi(to: ApiHost): void {
  host = to;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

async function ask(method: Method, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
  const lang = host?.lang() ?? "fr";
  const sent = method === "GET" ? {} : { body: JSON.stringify(body ?? {}) };
  const headers = { accept: "application/json", "accept-language": lang, ...(method === "GET" ? {} : { "content-type": "application/json" }) };
  try {
    return await fetch(path, { method, headers, cache: "no-store", credentials: "same-origin", ...(signal ? { signal } : {}), ...sent });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError("noAnswer", 0, uiMessages[lang].noAnswer);
  }
}

async function faultOf(response: Response): Promise<ApiError> {
  const told = (await response.json().catch(() => null)) as { error?: { id: string; message: string }; [more: string]: unknown } | null;
  const lang = host?.lang() ?? "fr";
  return new ApiError(told?.error?.id ?? "unexpected", response.status, told?.error?.message ?? uiMessages[lang].unexpected, told ?? {});
}

/**
 * Calls our own server. When it asks for a confirmation, the person is asked and the call is made again.
 * @throws ApiError
 */
export async function api<T = void>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  let response = await ask(method, path, body, signal);
  if (response.status === 403) {
    const fault = await faultOf(response);
    if (fault.id !== "stepUpNeeded" || !(await host?.stepUp())) throw fault;
    response = await ask(method, path, body, signal);
  }
  if (!response.ok) {
    const fault = await faultOf(response);
    if (fault.id === "signInNeeded" || fault.id === "secondFactorNeeded") host?.signedOut();
    throw fault;
  }
  setClock(response);
  host?.heard();
  return (response.status === 204 ? undefined : await response.json().catch(() => undefined)) as T;
}
