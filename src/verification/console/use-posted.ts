import { useEffect, useState } from "react";
import { api, ApiError } from "../../console/ui/index.ts";

/** After a change, before asking (ms). */
const ASK_AFTER = 300;

/** What the server makes of something that is being written, asked again a moment after it changes; null: nothing to ask yet. What was known stays shown meanwhile. */
export function usePosted<T>(path: string, body: object | null): { data: T | null; error: ApiError | null; fresh: boolean } {
  const asked = body === null ? null : JSON.stringify(body);
  const [answer, setAnswer] = useState<{ asked: string | null; data: T | null; error: ApiError | null }>({ asked: null, data: null, error: null });
  useEffect(() => {
    if (asked === null) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      api<T>("POST", path, JSON.parse(asked), leaving.signal).then(
        (data) => leaving.signal.aborted || setAnswer({ asked, data, error: null }),
        (thrown: unknown) => leaving.signal.aborted || setAnswer((before) => ({ ...before, asked, error: thrown instanceof ApiError ? thrown : null })),
      );
    }, ASK_AFTER);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [path, asked]);
  return { data: asked === null ? null : answer.data, error: answer.error, fresh: answer.asked === asked };
}
