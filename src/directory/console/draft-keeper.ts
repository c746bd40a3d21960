import { api, ApiError } from "../../console/ui/index.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import type { Conflict, Draft, DraftMerge, RecordView } from "../editing/editing.contract.ts";
import { newRecord } from "./draft-body.ts";

/** Quiet time after a key before the draft is kept, and before it is tried again when it could not be (ms). */
const KEEP_AFTER = 900;
const TRY_AGAIN = 5000;

/** What the person writes. */
export interface Written {
  body: ServiceRecord;
  inclusion: Readonly<Record<string, string>>;
  note: string;
  /** The record moved on and this was brought up to it: the draft now begins from the record as it is. */
  rebase: boolean;
}

/** Someone else saved meanwhile: both sides' words, to be settled before going on. */
export interface Meeting {
  body: ServiceRecord;
  conflicts: Conflict[];
  revision: number;
}

export interface Kept {
  written: Written;
  /** Revision on the server; 0: nothing is kept yet. */
  revision: number;
  saving: boolean;
  /** When it was kept last. */
  savedAt: string | null;
  error: ApiError | null;
  meeting: Meeting | null;
}

function startOf(id: string, view: RecordView | null): Written {
  const draft = view?.draft ?? null;
  return { body: draft?.body ?? view?.record ?? newRecord(id), inclusion: draft?.inclusion ?? {}, note: draft?.note ?? "", rebase: false };
}

/** Keeps a draft on the server while it is written, never over someone else's words. */
export class DraftKeeper {
  readonly #path: string;
  readonly #listeners = new Set<() => void>();
  /** What the server and this page last agreed on. */
  #agreed: Written;
  #now: Kept;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(id: string, view: RecordView | null) {
    this.#path = `/api/console/records/${id}/draft`;
    this.#agreed = startOf(id, view);
    this.#now = { written: this.#agreed, revision: view?.draft?.revision ?? 0, saving: false, savedAt: view?.draft?.updatedAt ?? null, error: null, meeting: null };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly now = (): Kept => this.#now;

  get isKept(): boolean {
    return this.#now.written === this.#agreed;
  }

  write(change: Partial<Written>): void {
    this.#set({ written: { ...this.#now.written, ...change } });
    this.#later(KEEP_AFTER);
  }

  /** Goes on from what was settled between the two sides. */
  settle(body: ServiceRecord): void {
    const { meeting, written } = this.#now;
    this.#agreed = { ...written, body: meeting!.body };
    this.#set({ meeting: null, revision: meeting!.revision });
    this.write({ body });
  }

  /** Keeps at once what is not kept yet. Returns the revision, or null when it could not be. */
  async flush(): Promise<number | null> {
    clearTimeout(this.#timer);
    const before = this.#underWay;
    const turn = before.then(() => this.#keep());
    this.#underWay = turn;
    return turn;
  }

  /** Nothing is kept any more: the page is left. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #set(change: Partial<Kept>): void {
    this.#now = { ...this.#now, ...change };
    for (const listener of this.#listeners) listener();
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#now.meeting === null) this.#timer = setTimeout(() => void this.flush(), ms);
  }

  async #keep(): Promise<number | null> {
    const { written, revision, meeting } = this.#now;
    if (meeting) return null;
    if (written === this.#agreed && revision > 0) return revision;
    this.#set({ saving: true });
    try {
      const { body, inclusion, note, rebase } = written;
      const { draft } = await api<{ draft: Draft }>("PUT", this.#path, { revision, body, inclusion, note: note.trim() || null, rebase });
      this.#agreed = written;
      this.#set({ saving: false, revision: draft.revision, savedAt: draft.updatedAt, error: null });
      return draft.revision;
    } catch (thrown) {
      await this.#failed(thrown);
      return null;
    }
  }

  async #failed(thrown: unknown): Promise<void> {
    const error = thrown instanceof ApiError ? thrown : new ApiError("unexpected", 0, String(thrown));
    this.#set({ saving: false, error: error.id === "draftMoved" ? null : error });
    if (error.id === "draftMoved") await this.#meet();
    else this.#later(TRY_AGAIN);
  }

  async #meet(): Promise<void> {
    try {
      this.#set({ meeting: await api<DraftMerge>("POST", `${this.#path}/merge`, { seen: this.#agreed.body, mine: this.#now.written.body }) });
    } catch (thrown) {
      this.#set({ error: thrown instanceof ApiError ? thrown : null });
      this.#later(TRY_AGAIN);
    }
  }
}
