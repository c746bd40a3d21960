import { useEffect, useState } from "react";
import { api, ApiError } from "../../console/ui/index.ts";
import type { NeedChange } from "../../directory/taxonomy/taxonomy.contract.ts";
import type { TaxonomyEffect } from "../search.contract.ts";

/** What a change of the taxonomy would do: asked once for each change. */
export function useEffectOf(change: NeedChange): { effect: TaxonomyEffect | null; error: ApiError | null } {
  const [answer, setAnswer] = useState<{ effect: TaxonomyEffect | null; error: ApiError | null }>({ effect: null, error: null });
  useEffect(() => {
    const leaving = new AbortController();
    api<TaxonomyEffect>("POST", "/api/console/taxonomy/effect", { change }, leaving.signal).then(
      (effect) => setAnswer({ effect, error: null }),
      (thrown: unknown) => leaving.signal.aborted || setAnswer({ effect: null, error: thrown instanceof ApiError ? thrown : new ApiError("unexpected", 0, String(thrown)) }),
    );
    return () => leaving.abort();
  }, [change]);
  return answer;
}
