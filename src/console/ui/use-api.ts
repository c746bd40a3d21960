import { useCallback, useEffect, useRef, useState } from "react";
import { api, ApiError } from "./api.ts";

function asApiError(thrown: unknown): ApiError {
  return thrown instanceof ApiError ? thrown : new ApiError("unexpected", 0, String(thrown));
}

export interface Loaded<T> {
  data: T | null;
  error: ApiError | null;
  /** Asked for, and not there yet; what was there before stays shown meanwhile. */
  loading: boolean;
  reload(): void;
}

interface Answered<T> {
  data: T | null;
  error: ApiError | null;
  /** What was asked; another one is still awaited. */
  path: string | null;
  turn: number;
}

/** Reads an address now and whenever it changes; null: nothing to read yet. */
export function useApi<T>(path: string | null): Loaded<T> {
  const [answered, setAnswered] = useState<Answered<T>>({ data: null, error: null, path: null, turn: 0 });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === null) return;
    const leaving = new AbortController();
    api<T>("GET", path, undefined, leaving.signal).then(
      (data) => leaving.signal.aborted || setAnswered({ data, error: null, path, turn }),
      (thrown: unknown) => leaving.signal.aborted || setAnswered((before) => ({ ...before, error: asApiError(thrown), path, turn })),
    );
    return () => leaving.abort();
  }, [path, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { data: answered.data, error: answered.error, loading: answered.path !== path || answered.turn !== turn, reload };
}

export interface Action<Values extends unknown[]> {
  /** Never throws: what goes wrong is `error`. True when it went well. */
  run(...values: Values): Promise<boolean>;
  busy: boolean;
  error: ApiError | null;
  clear(): void;
}

/** Something that a person sets off: busy while it lasts, with the sentence of what went wrong. */
export function useAction<Values extends unknown[]>(work: (...values: Values) => Promise<unknown>): Action<Values> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);
  const run = async (...values: Values) => {
    // A second press while the first is at work.
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await work(...values);
      return true;
    } catch (thrown) {
      setError(asApiError(thrown));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { run, busy, error, clear: () => setError(null) };
}
